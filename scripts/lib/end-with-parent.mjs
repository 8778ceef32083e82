// Loaded into each server process: when the process that started it is gone (SIGKILL), the server ends as well.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
