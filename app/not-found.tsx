import { ErrorPage } from './_edge/error-page'

export default function NotFound() {
  return <ErrorPage status={404} />
}
