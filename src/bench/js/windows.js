'use strict'
// What both JavaScript ends of the benchmark of calls measure; network.ara.up.bench.Windows is the same for Java.

const IN_FLIGHT = [1, 16, 64]

/** `call` makes one call and returns its promise; each run lasts so many ms. */
module.exports = async function measure (call, warm, measured) {
  await run(call, 16, warm)
  const figures = {}
  for (const count of IN_FLIGHT) {
    await run(call, count, measured / 4)
    figures[count] = await run(call, count, measured)
  }
  console.log('figures ' + JSON.stringify(figures))
}

/** [p50 us, p99 us, calls a second] */
async function run (call, count, millis) {
  const micros = []
  const began = performance.now()
  const worker = async () => {
    for (let now = performance.now(); now - began < millis;) {
      await call()
      const after = performance.now()
      micros.push((after - now) * 1e3)
      now = after
    }
  }
  await Promise.all(Array.from({ length: count }, worker))
  const seconds = (performance.now() - began) / 1e3
  const sorted = Float64Array.from(micros).sort()
  return [sorted[sorted.length >> 1], sorted[Math.floor(sorted.length * 0.99)], sorted.length / seconds]
}
