declare module 'hoodiecrow-imap' {
  type Message = { uid: number; flags: string[]; raw: string; internaldate: string }
  type Folder = { path: string; uidvalidity: number; uidnext: number; messages: Message[] }
  type Server = {
    server: import('node:net').Server
    listen(port: number, host: string, done: () => void): void
    close(done: () => void): void
    getMailbox(path: string): Folder | undefined
    appendMessage(folder: Folder, flags: string[], internaldate: string | false, raw: string): { message: Message }
  }
  export default function hoodiecrow(options: { plugins?: string[]; storage?: object; users?: object }): Server
}
