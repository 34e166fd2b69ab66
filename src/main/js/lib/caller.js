'use strict'

const Line = require('./line')
const here = require('./here')
const { lengthOf } = require('./json')
const { IncError, codes } = require('./errors')

const TIMEOUT = 5000

/** So long after a ping its pongs are here, in ms. */
const DOUBT = 2000

/**
 * The calls of one node to others. Each ends exactly once: by its result, by its deadline, or by what is known sooner. This is
 * the only place that sends a call again, and always under the same id.
 */
class Caller {
  constructor (name, ping) {
    this.name = name
    this.ping = ping
    this.prefix = here.newId()
    this.count = 0
    this.pending = new Map()
    this.lines = new Map()
  }

  call (target, method, params = [], { timeout = TIMEOUT, idempotent = false, signal } = {}) {
    return new Promise((resolve, reject) => {
      lengthOf(params)
      const line = this.line(target)
      const call = { id: `${this.prefix}-${++this.count}`, method, params, idempotent, signal, resolve, reject, line }
      call.deadline = Date.now() + timeout
      call.timer = setTimeout(() => this.expire(call), timeout)
      this.pending.set(call.id, call)
      line.calls.add(call)
      if (signal) {
        call.onabort = () => this.cancel(call)
        signal.addEventListener('abort', call.onabort)
      }
      call.giveUp = line.whenKnown(present => present ? this.begin(call) : this.absent(call))
      if (signal?.aborted) this.cancel(call)
    })
  }

  line (target) {
    const known = this.lines.get(target)
    if (known) return known
    const line = new Line(target, { check: line => this.check(line), standInSeen: line => this.sendHeld(line) })
    this.lines.set(target, line)
    return line
  }

  begin (call) {
    if (!this.pending.has(call.id)) return
    call.sent = Date.now()
    if (call.line.presence.standsIn()) call.heldSince = call.line.presence.losses()
    this.send(call)
    call.line.keepChecking()
  }

  /** @param again whether it was sent before */
  send ({ id, method, params, idempotent, line, deadline }, again = false) {
    line.emit('call', {
      name: this.name,
      target: line.target,
      id,
      method,
      params,
      deadline: Math.max(0, deadline - Date.now()),
      idempotent: idempotent || undefined,
      again: (again && !idempotent) || undefined // it must not run twice
    })
  }

  /** Somebody came to our own mailbox, or came back to it: results may have been lost on the way. */
  rejoined () {
    for (const line of this.lines.values()) line.checkSoon()
  }

  /** Who left is not waited for. */
  left ({ name, pid }) {
    for (const line of this.linesTo(name, pid)) {
      line.presence.left(pid)
      line.checkSoon()
    }
  }

  /**
   * Asks the callee of calls that wait for a sign of life. Messages are lost when the leader changes; who answers with the
   * time of its start remembers ids, so that the calls can be sent to it again.
   */
  check (line) {
    if (line.occupied() || here.pid === undefined) this.ping([line.name]) // a page can't know that nobody is there
    else this.lost(line, 'it ended')
  }

  /** A pong that answers one of our pings: send again what waits, unless this callee is not the one that we called. */
  alive ({ name, pid, id, started }) {
    if (id === undefined) return
    for (const line of this.linesTo(name, pid)) {
      if (Number.isInteger(started)) line.presence.told(pid, started)
      for (const call of line.calls) {
        if (call.sent) this.again(call, started)
      }
    }
  }

  again (call, started) {
    if (call.idempotent) return this.send(call, true)
    if (!Number.isInteger(started)) return
    if (isHeld(call)) call.sent = Date.now() // the node that it was held for: booted after it was sent, and the first one
    call.heldSince = undefined
    if (started <= call.sent) return this.send(call, true)
    // of several instances an older one may have it: then that one's pong, or its end, tells more
    call.doubted ??= Date.now()
    if (call.line.presence.hasElder(call.sent, Date.now() - call.doubted > DOUBT)) return
    // while a stand-in is there, its leader knows who had the call, or the deadline ends it
    if (call.line.presence.hasStandIn()) call.orphaned = true
    else this.fail(call, codes.OUTCOME_UNKNOWN, `'${call.line.name}' was started anew while it was called`)
  }

  /** The stand-in is back after a change of leader: it has forgotten what it held. No node can have run it. */
  sendHeld (line) {
    for (const call of line.calls) {
      if (call.sent && isHeld(call)) this.send(call, true)
    }
  }

  lost (line, reason) {
    for (const call of line.calls) {
      if (call.sent) this.fail(call, codes.OUTCOME_UNKNOWN, `'${line.target}' did not answer: ${reason}`)
    }
  }

  /** A result from our mailbox; those of forgotten calls and repeated ones find nobody. */
  result ({ id, result, error }) {
    const call = this.pending.get(id)
    if (!call) return
    this.finish(call)
    if (error === undefined || error === null) call.resolve(result)
    else call.reject(IncError.from(call.line.target, error))
  }

  cancel (call) {
    if (!this.pending.has(call.id)) return
    if (call.sent) call.line.emit('cancel', { name: this.name, id: call.id })
    this.fail(call, codes.CANCELLED, `the call to '${call.line.target}' was cancelled`)
  }

  absent (call) {
    this.fail(call, codes.NOT_RUNNING, `'${call.line.target}' is not running`)
  }

  expire (call) {
    const { target, presence } = call.line
    const late = `'${target}' did not answer in time`
    if (!call.sent) this.fail(call, codes.TIMED_OUT, 'the bus was not reached in time')
    else if (isHeld(call)) this.fail(call, codes.TIMED_OUT, `'${target}' was not booted in time`)
    else if (call.orphaned || presence.standsIn()) this.fail(call, codes.OUTCOME_UNKNOWN, `${late}: it ended`)
    else this.fail(call, codes.TIMED_OUT, `${late}; it may have run`)
  }

  fail (call, code, message) {
    const error = new IncError(code, message)
    error.node = call.line.target
    this.finish(call)
    call.reject(error)
  }

  finish (call) {
    clearTimeout(call.timer)
    call.giveUp?.()
    call.signal?.removeEventListener('abort', call.onabort)
    this.pending.delete(call.id)
    call.line.calls.delete(call)
  }

  linesTo (name, pid) {
    return [this.lines.get(name), this.lines.get(`${name}@${pid}`)].filter(Boolean)
  }

  /** Ends what still waits. */
  close () {
    for (const call of this.pending.values()) this.fail(call, codes.CANCELLED, `'${this.name}' left the bus`)
    for (const line of this.lines.values()) line.close()
  }
}

/** Whether a call waits for its node to be booted: nobody but a stand-in was there when it was sent, and nobody was lost since. */
function isHeld ({ heldSince, line }) {
  return heldSince !== undefined && heldSince === line.presence.losses()
}

module.exports = Caller
