'use strict'

const { EventEmitter } = require('events')
const casts = require('./casts')
const Caller = require('./caller')
const { Callee, isName } = require('./callee')
const { describe, paramNames, isFor } = require('./functions')
const here = require('./here')
const ping = require('./ping')
const { Presence, local } = require('./presence')
const Watch = require('./watch')

/** How long a last message gets to leave: localcast compresses it on another thread and tells nobody when it is out. */
const FAREWELL = 100

/** The launcher, and how long it gets to boot what is required. */
const LAUNCHER = 'ara-up'
const BOOT = 60000

/**
 * One node on the bus. Emits 'up' and 'down' when other nodes come and go (while somebody listens), 'bye' when another node
 * says that it leaves, and 'pong' for each answer to a ping of its own.
 */
class Node extends EventEmitter {
  constructor (name, { requires = [], version, description, ports, starting = false, concurrency } = {}) {
    super()
    if (!isName(name)) throw new TypeError(`a node's name is a string that is not empty, not ${name}`)
    this.name = name
    this.about = { version, description, requires, ports, started: Date.now() }
    this.state = 'starting'
    this.callee = new Callee(name, { concurrency })
    this.callee.builtin.set('info', { fn: () => this.info() })
    this.caller = new Caller(name, nodes => this.emitPing(nodes))
    this.watch = new Watch(this)
    this.on('newListener', event => isWatched(event) && this.watch.start())
    this.on('removeListener', event => isWatched(event) && this.listenerCount('up') + this.listenerCount('down') === 0 && this.watch.stop())
    this.join()
    if (!starting) this.ready()
  }

  join () {
    local.add(this.name)
    this.everybody = casts.own()
    this.mailbox = casts.own(this.name)
    this.hearing = []
    this.hear(this.everybody, 'ping', ping => this.onping(ping))
    this.hear(this.everybody, 'bye', bye => this.onbye(bye))
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
  function (name, fn, { allow, params, description, returns } = {}) {
    this.callee.functions.set(name, { fn, allow, params: paramNames(params), told: describe(name, { params, description, returns }) })
    return this
  }

  /** The promise of another node's function's value; rejected with an IncError. */
  call (target, method, params, options) {
    return this.caller.call(target, method, params, options)
  }

  /** Has the launcher boot what does not run of these nodes, with all that they require. The promise of their pongs. */
  require (names = this.about.requires, { timeout = BOOT, signal } = {}) {
    return this.call(LAUNCHER, 'require', [names], { timeout, signal, idempotent: true })
  }

  /** Calls that came in the meantime run now. */
  ready () {
    this.state = 'ready'
    this.callee.ready()
    return this
  }

  /** The pongs, with `rtt` in ms, that come within the timeout; sooner when all of `nodes` answered. */
  ping (nodes = [], { timeout = 5000 } = {}) {
    return ping(this, nodes, timeout)
  }

  emitPing (nodes, id = here.newId()) {
    this.everybody.emit('ping', { name: this.name, id, nodes: nodes.length > 0 ? nodes : undefined })
    return id
  }

  onping ({ name, id, nodes }) {
    if (!isName(name) || (Array.isArray(nodes) && nodes.length > 0 && !nodes.includes(this.name))) return
    const { requires, version, ports, started } = this.about
    const functions = [...this.callee.functions.keys()].sort()
    const pong = { name: this.name, pid: here.pid, id, version, started, state: this.state, functions, requires, ports }
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

  onbye (bye) {
    this.caller.left(bye)
    this.emit('bye', bye)
  }

  /**
   * A JavaScript leader sends what it emits itself to connections that have not shaken hands yet, whatever their namespace:
   * after an election a node may hear a call to another one. It says whom it is for.
   */
  oncall (call) {
    if (typeof call.method !== 'string' || !isFor(call.target, this.name, here.pid)) return
    this.callee.take(call, ({ name }, running, expires) => ({
      caller: name,
      get signal () { return running.signal },
      /** As node.call, within what is left of this call's own deadline. */
      call: (target, method, params, options = {}) => {
        const timeout = Math.min(options.timeout ?? 5000, Math.max(0, expires - Date.now()))
        return this.call(target, method, params, { signal: running.signal, ...options, timeout })
      }
    }))
  }

  /** What the function `info` answers: a pong, with the functions' parameters and descriptions. */
  info () {
    const { version, description, requires, ports, started } = this.about
    const functions = [...this.callee.functions.values()].map(({ told }) => told).sort((a, b) => a.name < b.name ? -1 : 1)
    return { name: this.name, pid: here.pid, version, description, started, state: this.state, functions, requires, ports }
  }

  /** Says bye and takes no more calls. Localcast's connections stay: a process that is to end must exit. */
  async leave () {
    if (this.state === 'stopping') return
    this.state = 'stopping'
    for (const stop of this.hearing) stop()
    local.delete(this.name)
    this.watch.stop()
    this.caller.close()
    this.everybody.emit('bye', { name: this.name, pid: here.pid })
    await new Promise(resolve => setTimeout(resolve, FAREWELL))
  }
}

function isWatched (event) {
  return event === 'up' || event === 'down'
}

function isObject (value) {
  return typeof value === 'object' && value !== null
}

module.exports = Node
