// When a server that keeps dying is given up. Knows times only.

/**
 * Counts deaths; true from the one on that makes `deaths` within the time. Then the count begins anew, for the day the author starts it again.
 * @param now milliseconds, from any start
 */
export function createCrashLoop(deaths: number, withinMs: number): (now: number) => boolean {
  const times: number[] = []
  return (now) => {
    times.push(now)
    while (now - (times[0] ?? now) > withinMs) times.shift()
    if (times.length < deaths) return false
    times.length = 0
    return true
  }
}
