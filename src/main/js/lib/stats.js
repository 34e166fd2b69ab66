'use strict'

/** Rows beyond these many, a row for each function and caller, are counted together as callers with this name. */
const MOST = 1000
const OTHERS = '(others)'

/** Steps of a latency's logarithm: each is 5 % wider than the one before, so what is told is at most 2.5 % wrong. */
const GROWTH = Math.log(1.05)
const LEAST = 0.001
const STEPS = 512

/** The calls of a node's functions since it came, by function and caller: how many, how many failed, how long they took. */
class Stats {
  constructor () {
    this.since = Date.now()
    this.rows = new Map()
  }

  /** `ms` from its arrival to its end. */
  count (method, caller, ms, failed) {
    const row = this.row(method, typeof caller === 'string' ? caller : '')
    row.calls++
    if (failed) row.errors++
    row.latencies[step(ms)]++
  }

  row (method, caller) {
    const key = JSON.stringify([method, caller])
    const known = this.rows.get(key)
    if (known) return known
    if (this.rows.size >= MOST && caller !== OTHERS) return this.row(method, OTHERS)
    const row = { method, caller, calls: 0, errors: 0, latencies: new Uint32Array(STEPS) }
    this.rows.set(key, row)
    return row
  }

  /** What the function `stats` answers; milliseconds. */
  told () {
    const calls = [...this.rows.values()].map(({ method, caller, calls, errors, latencies }) => (
      { function: method, caller, calls, errors, p50: quantile(latencies, calls, 0.5), p99: quantile(latencies, calls, 0.99) }
    ))
    return { since: this.since, calls }
  }
}

function step (ms) {
  return Math.min(STEPS - 1, Math.max(0, Math.round(Math.log(Math.max(ms, LEAST) / LEAST) / GROWTH)))
}

function quantile (latencies, count, part) {
  let left = Math.ceil(count * part)
  const found = latencies.findIndex(calls => (left -= calls) <= 0)
  return Number((LEAST * Math.exp(found * GROWTH)).toPrecision(3))
}

module.exports = Stats
