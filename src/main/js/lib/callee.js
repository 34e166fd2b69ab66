'use strict'

const { IncError, codes } = require('./errors')
const { Presence } = require('./presence')
const { lengthOf } = require('./json')
const Stats = require('./stats')

/** What the RFC wants refused: only an author who says who may makes them callable. */
const GUARDED = new Set(['stop', 'start', 'configure', 'getInstance'])

/** The last calls are remembered, so that a call which is sent again is answered, not run again. */
const REMEMBERED = 10000
const REMEMBERED_MS = 5 * 60 * 1000
const REMEMBERED_CHARS = 64 * 1024 * 1024

/** The calls of others to one node. */
class Callee {
  constructor (name, { concurrency = 1000 } = {}) {
    this.name = name
    this.concurrency = concurrency
    this.functions = new Map()
    this.builtin = new Map([['stats', { fn: () => this.stats.told() }]])
    this.stats = new Stats()
    this.memory = new Map()
    this.chars = 0
    this.running = 0
    this.held = []
  }

  /** What every node answers, unless its author offers a function of that name. */
  find (method) {
    return this.functions.get(method) ?? this.builtin.get(method)
  }

  /** `contextFor(call)` makes what the function gets as its last argument. */
  take (call, contextFor) {
    const key = keyOf(call)
    const known = this.memory.get(key)
    if (known) return known.outcome && this.answer(call, known.outcome)
    const refusal = this.refusal(call)
    if (refusal) return this.refuse(call, refusal)
    const entry = new Entry()
    if (wantsAnswer(call)) this.memory.set(key, entry)
    const expires = Number.isFinite(call.deadline) ? entry.at + call.deadline : Infinity
    const start = () => this.run(call, entry, expires, contextFor)
    if (this.held) this.held.push(start)
    else start()
  }

  refuse (call, error) {
    this.count(this.find(call.method) ? call.method : '(unknown)', call, 0, true)
    this.answer(call, { error })
  }

  refusal ({ name, method }) {
    const known = this.find(method)
    const allow = known?.allow ?? !GUARDED.has(method)
    if (allow !== true && !(Array.isArray(allow) && allow.includes(name))) {
      return { code: codes.REFUSED, message: `'${this.name}' does not let '${name}' call '${method}'` }
    }
    if (!known) {
      return { code: codes.NO_SUCH_FUNCTION, message: `'${this.name}' has no function '${method}'` }
    }
    if (this.running + (this.held?.length ?? 0) >= this.concurrency) {
      return { code: codes.OVERLOADED, message: `'${this.name}' runs ${this.concurrency} calls already` }
    }
  }

  async run (call, entry, expires, contextFor) {
    const late = { code: codes.TIMED_OUT, message: 'its deadline passed before it could run' }
    if (Date.now() > expires) return this.settle(call, entry, { error: late })
    if (entry.aborted) return this.settle(call, entry, { error: { code: codes.CANCELLED, message: 'cancelled' } })
    this.running++
    try {
      const { fn, params } = this.find(call.method)
      const result = await fn(...spread(params, call.params, contextFor(call, entry, expires)))
      this.settle(call, entry, { result: result === undefined ? null : result })
    } catch (thrown) {
      if (!(thrown instanceof IncError)) console.error(`the function '${call.method}' failed:`, thrown)
      this.settle(call, entry, { error: IncError.toWire(thrown) })
    } finally {
      this.running--
    }
  }

  /** But for the command line that looks at the node: who looks is not part of what is seen. */
  count (method, call, ms, failed) {
    if (call.name === 'ara-up' && this.builtin.has(call.method)) return
    this.stats.count(method, call.name, ms, failed)
  }

  settle (call, entry, outcome) {
    this.count(call.method, call, performance.now() - entry.began, outcome.error !== undefined)
    try {
      entry.chars = lengthOf(outcome.error ?? outcome.result)
      entry.outcome = outcome
    } catch (unsayable) {
      entry.outcome = { error: { code: codes.THREW, message: `the result is not JSON: ${unsayable.message}` } }
    }
    this.chars += entry.chars
    this.answer(call, entry.outcome)
    this.forget(entry)
  }

  /** A call without id or name wants no answer, and has no address for one. */
  answer (call, outcome) {
    if (!wantsAnswer(call)) return
    try {
      Presence.of(call.name).cast.emit('result', { name: this.name, id: call.id, ...outcome })
    } catch {
      // over the limit of mailboxes, warned about there: the caller's deadline ends the call
    }
  }

  cancel (cancel) {
    this.memory.get(keyOf(cancel))?.abort()
  }

  ready () {
    const held = this.held ?? []
    this.held = null
    for (const start of held) start()
  }

  /** The oldest go first; neither a call that still runs nor the newest outcome is forgotten. */
  forget (newest) {
    const old = Date.now() - REMEMBERED_MS
    for (const [key, entry] of this.memory) {
      const full = this.memory.size > REMEMBERED || this.chars > REMEMBERED_CHARS
      if (!full && entry.at > old) return
      if (!entry.outcome || entry === newest) continue
      this.memory.delete(key)
      this.chars -= entry.chars
    }
  }
}

/** A call that runs, or has ended: then with its outcome. */
class Entry {
  constructor () {
    this.at = Date.now()
    this.began = performance.now()
    this.chars = 0
    this.outcome = null
    this.aborted = false
    this.controller = null
  }

  /** Few functions look at it: it is made for those that do. */
  get signal () {
    if (!this.controller) {
      this.controller = new AbortController()
      if (this.aborted) this.controller.abort()
    }
    return this.controller.signal
  }

  abort () {
    this.aborted = true
    this.controller?.abort()
  }
}

/** Parameters to arguments; the convention is in README.md. */
function spread (names, given, context) {
  let params = given ?? []
  if (!Array.isArray(params)) {
    if (!names) return [params, context]
    params = names.map(name => given[name])
  }
  if (!names) return [...params, context]
  if (params.length > names.length) {
    throw new IncError(codes.BAD_PARAMETERS, `takes ${names.length} parameters (${names.join(', ')}), not ${params.length}`)
  }
  return [...names.map((_, index) => params[index]), context]
}

function keyOf ({ name, id }) {
  return JSON.stringify([name, id])
}

function wantsAnswer ({ name, id }) {
  return isName(name) && id !== undefined && id !== null
}

function isName (name) {
  return typeof name === 'string' && name !== ''
}

module.exports = { Callee, isName }
