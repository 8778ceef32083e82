/**
 * The longest time for which `work` held the thread that answers everybody, in milliseconds of its own time (S-L2): between two turns of the
 * loop. The best of three, as a pause of the memory may fall on one.
 */
export async function longestHold(work: () => Promise<unknown>): Promise<number> {
  const holds = []
  for (let round = 0; round < 3; round += 1) holds.push(await holdOf(work))
  return Math.min(...holds)
}

async function holdOf(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let before = process.threadCpuUsage()
  let isGoing = true
  const turn = () => {
    const { user, system } = process.threadCpuUsage(before)
    longest = Math.max(longest, (user + system) / 1_000)
    before = process.threadCpuUsage()
    if (isGoing) setImmediate(turn)
  }
  setImmediate(turn)
  try {
    await work()
    // The end of the work counts too.
    await new Promise(setImmediate)
  } finally {
    isGoing = false
  }
  return longest
}
