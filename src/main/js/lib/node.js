'use strict'

const { EventEmitter } = require('events')
const { randomBytes } = require('crypto')
const casts = require('./casts')
const Caller = require('./caller')
const { Callee, isName } = require('./callee')
const { Presence, local } = require('./presence')

/** How long a last message gets to leave: localcast compresses it on another thread and tells nobody when it is out. */
const FAREWELL = 100

/** Asked again after this many ms without newcomers, within the time of a ping. */
const SETTLE = 50

/** One node on the bus. Emits 'pong' for each answer to a ping of its own, and 'bye' when another node leaves. */
class Node extends EventEmitter {
  constructor (name, { requires = [], version, ports, starting = false, concurrency } = {}) {
    super()
    if (!isName(name)) throw new TypeError(`a node's name is a string that is not empty, not ${name}`)
    this.name = name
    this.about = { requires, version, ports, started: Date.now() }
    this.state = 'starting'
    this.callee = new Callee(name, { concurrency })
    this.caller = new Caller(name, nodes => this.emitPing(nodes))
    this.join()
    if (!starting) this.ready()
  }

  join () {
    local.add(this.name)
    this.everybody = casts.own()
    this.mailbox = casts.own(this.name)
    this.hearing = []
    this.hear(this.everybody, 'ping', ping => this.onping(ping))
    this.hear(this.everybody, 'bye', bye => this.emit('bye', bye))
    this.hear(this.everybody, 'localcast', () => this.emit('newcomer'))
    this.hear(this.mailbox, 'localcast', () => this.caller.rejoined())
    this.hear(this.mailbox, 'call', call => this.oncall(call))
    this.hear(this.mailbox, 'cancel', cancel => this.callee.cancel(cancel))
    this.hear(this.mailbox, 'result', result => this.caller.result(result))
    this.hear(this.mailbox, 'pong', pong => this.onpong(pong))
  }

  /** Anybody can send anything: what is not an object is heard as an empty one. */
  hear (cast, event, handle) {
    const listener = payload => handle(isObject(payload) ? payload : {})
    cast.on(event, listener)
    this.hearing.push(() => cast.off(event, listener))
  }

  /** Offers a function to others; see README.md for its arguments and `options`. */
  function (name, fn, { allow, params } = {}) {
    this.callee.functions.set(name, { fn, allow, params })
    return this
  }

  /** The promise of another node's function's value; rejected with an IncError. */
  call (target, method, params, options) {
    return this.caller.call(target, method, params, options)
  }

  /** Calls that came in the meantime run now. */
  ready () {
    this.state = 'ready'
    this.callee.ready()
    return this
  }

  /** The pongs, with `rtt` in ms, that come within the timeout; sooner when all of `nodes` answered. */
  ping (nodes = [], { timeout = 5000 } = {}) {
    return new Promise(resolve => {
      const pongs = new Map()
      const id = this.emitPing(nodes)
      const begun = performance.now()
      const onpong = pong => {
        if (pong.id !== undefined && pong.id !== id) return
        if (pong.name === this.name && pong.pid === globalThis.process?.pid) return
        const who = `${pong.name} ${pong.pid}`
        if (!pongs.has(who)) pongs.set(who, { ...pong, rtt: performance.now() - begun })
        const missing = nodes.filter(name => ![...pongs.values()].some(heard => heard.name === name))
        if (nodes.length > 0 && missing.length === 0) end()
      }
      let again
      const onnewcomer = () => {
        clearTimeout(again)
        again = setTimeout(() => this.emitPing(nodes, id), SETTLE)
      }
      const end = () => {
        clearTimeout(again)
        clearTimeout(timer)
        this.off('pong', onpong).off('newcomer', onnewcomer)
        resolve([...pongs.values()])
      }
      const timer = setTimeout(end, timeout)
      this.on('pong', onpong).on('newcomer', onnewcomer)
    })
  }

  emitPing (nodes, id = randomBytes(6).toString('hex')) {
    this.everybody.emit('ping', { name: this.name, id, nodes: nodes.length > 0 ? nodes : undefined })
    return id
  }

  onping ({ name, id, nodes }) {
    if (!isName(name) || (Array.isArray(nodes) && nodes.length > 0 && !nodes.includes(this.name))) return
    const { requires, version, ports, started } = this.about
    const functions = [...this.callee.functions.keys()].sort()
    const pid = globalThis.process?.pid
    const pong = { name: this.name, pid, id, version, started, state: this.state, functions, requires, ports }
    try {
      Presence.of(name).cast.emit('pong', pong)
    } catch {
      // over the limit of mailboxes, warned about there
    }
  }

  onpong (pong) {
    this.caller.alive(pong)
    this.emit('pong', pong)
  }

  /**
   * A JavaScript leader sends what it emits itself to connections that have not shaken hands yet, whatever their namespace:
   * after an election a node may hear a call to another one. It says whom it is for.
   */
  oncall (call) {
    if (call.target !== undefined && call.target !== this.name) return
    if (typeof call.method !== 'string') return
    this.callee.take(call, ({ name }, { expires, signal }) => ({
      caller: name,
      signal,
      /** As node.call, within what is left of this call's own deadline. */
      call: (target, method, params, options = {}) => {
        const timeout = Math.min(options.timeout ?? 5000, Math.max(0, expires - Date.now()))
        return this.call(target, method, params, { signal, ...options, timeout })
      }
    }))
  }

  /** Says bye and takes no more calls. Localcast's connections stay: a process that is to end must exit. */
  async leave () {
    if (this.state === 'stopping') return
    this.state = 'stopping'
    for (const stop of this.hearing) stop()
    local.delete(this.name)
    this.caller.close()
    this.everybody.emit('bye', { name: this.name, pid: globalThis.process?.pid })
    await new Promise(resolve => setTimeout(resolve, FAREWELL))
  }
}

function isObject (value) {
  return typeof value === 'object' && value !== null
}

module.exports = Node
