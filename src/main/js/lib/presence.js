'use strict'

const { EventEmitter } = require('events')
const casts = require('./casts')
const here = require('./here')

/** How long a mailbox may stay silent before a witness is sent in. Its owner is usually seen within 20 ms. */
const PATIENCE = 25

/** After a change of leader others come back later than we do: no verdict of absence before this many ms. */
const GRACE = 200

/** Peers counted in one mailbox: who forges their events does not fill the memory. */
const MOST = 1000

/** The names of this process's own nodes: their mailboxes are never empty, though localcast tells nobody of itself. */
const local = new Set()

const known = new Map()

/**
 * Who else is in one mailbox. Localcast tells a newcomer who is there, but nothing when nobody is, and never who left.
 * Emits 'peer' when somebody is seen, also again after a change of leader. A stand-in, ara-up where a call boots the node, is
 * somebody to send to, but not the node.
 */
class Presence extends EventEmitter {
  /** The one of this process: it has to listen from the moment that the mailbox is joined. Throws IncError -32005. */
  static of (name) {
    let presence = known.get(name)
    if (!presence) {
      presence = new Presence(name)
      known.set(name, presence)
    }
    return presence
  }

  constructor (name) {
    super()
    this.name = name
    this.cast = casts.mailbox(name)
    this.peers = new Map()
    this.standIns = new Map()
    this.started = new Map()
    this.represented = new Map()
    this.deaths = 0
    this.paired = false
    this.witness = null
    this.setMaxListeners(0)
    this.cast.on('localcast', peer => this.seen(peer))
  }

  seen (peer) {
    if (isSelf(peer)) {
      this.paired = true
      this.emit('paired')
      return
    }
    if (peer?.probe === true) return // a caller on ara-up's Java library: never the mailbox's owner
    const peers = peer?.standin === true ? this.standIns : this.peers
    const who = peer?.pid ?? peer?.location
    // a pid of another pid namespace looks dead from the start: such a peer counts as there for good
    if (peers.size < MOST) peers.set(who, here.isAlive(peer?.pid))
    if (Number.isInteger(peer?.for) && this.represented.size < MOST) this.represented.set(peer.for, who)
    this.emit('peer')
  }

  /** Says something to whoever is there. */
  say (event, payload) {
    (local.has(this.name) ? casts.loop(this.name) : this.cast).emit(event, payload)
  }

  /** A process said that its node leaves. */
  left (pid) {
    if (this.peers.delete(pid)) this.deaths++
  }

  /** Whether there is somebody to send to, by the kernel's word where it can be asked. */
  occupied () {
    return this.hasNode() || this.hasStandIn()
  }

  /** Whether somebody but stand-ins is there. */
  hasNode () {
    if (local.has(this.name)) return true
    const before = this.peers.size
    const there = anyAlive(this.peers)
    this.deaths += before - this.peers.size
    return there
  }

  /** How many left or died so far, of those that were seen; all are looked at. */
  losses () {
    for (const [pid, checkable] of this.peers) {
      if (checkable && !here.isAlive(pid)) this.left(pid)
    }
    return this.deaths
  }

  /** A process of the node says when it started, ms since 1970. */
  told (pid, started) {
    if (this.started.size < MOST || this.started.has(pid)) this.started.set(pid, started)
  }

  /**
   * Whether one of several processes of the node lives that may be the one which was sent something then.
   * @param asFarAsKnown whether who has not said when it started is none: others sit in mailboxes, too
   */
  hasElder (sent, asFarAsKnown) {
    if (here.pid === undefined) return false
    const unknown = asFarAsKnown ? Infinity : 0
    return [...this.peers].some(([pid, checkable]) => {
      return checkable && here.isAlive(pid) && (this.started.get(pid) ?? unknown) <= sent
    })
  }

  /** Whether this process is there, or somebody who answers for it. */
  has (pid) {
    if (!this.hasNode()) return false
    if ((local.has(this.name) && pid === here.pid) || this.peers.has(pid)) return true
    return here.isAlive(pid) && here.isAlive(this.represented.get(pid))
  }

  /** Whether a call would wait for its node to be booted. */
  standsIn () {
    return !this.hasNode() && this.hasStandIn()
  }

  hasStandIn () {
    return anyAlive(this.standIns)
  }

  /**
   * Calls back with true when somebody is there, with false when nobody is; never before that is known. In a page that can't be
   * known: it sends, and the leader or the deadline answers. Returns what gives up waiting.
   */
  whenKnown (callback) {
    if (here.pid === undefined || this.occupied()) {
      callback(true)
      return () => {}
    }
    let timer
    const after = (ms, action) => {
      clearTimeout(timer)
      timer = setTimeout(action, ms)
    }
    const give = present => {
      stop()
      callback(present)
    }
    const onpeer = () => give(true)
    const onpaired = () => after(GRACE, () => give(false))
    const stop = () => {
      clearTimeout(timer)
      this.off('peer', onpeer)
      this.off('paired', onpaired)
    }
    this.on('peer', onpeer)
    this.on('paired', onpaired)
    if (this.paired) onpaired()
    else after(PATIENCE, () => this.sendWitness())
    return stop
  }

  sendWitness () {
    if (this.witness) return
    try {
      this.witness = casts.witness(this.name)
    } catch {
      // over the limit: only the call's deadline decides
    }
  }
}

/** Forgets who is dead, up to the first who is not. */
function anyAlive (peers) {
  for (const [pid, checkable] of peers) {
    if (!checkable || here.isAlive(pid)) return true
    peers.delete(pid)
  }
  return false
}

function isSelf (peer) {
  return here.pid !== undefined && peer?.type === 'node' && peer.pid === here.pid
}

module.exports = { Presence, local }
