'use strict'
// Child processes of the tests, driven by lines; every wait is bounded.
const { spawn } = require('child_process')
const { EventEmitter, once } = require('events')
const path = require('path')
const readline = require('readline')

const PATIENCE = 30000

class Child extends EventEmitter {
  constructor (script, ...args) {
    super()
    this.setMaxListeners(0)
    this.lines = []
    this.keys = 0
    this.process = spawn(process.execPath, [path.join(__dirname, script), ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.ended = new AbortController()
    this.process.on('exit', () => this.ended.abort())
    readline.createInterface({ input: this.process.stdout }).on('line', line => {
      this.lines.push(line)
      this.emit('line')
    })
  }

  get pid () {
    return this.process.pid
  }

  send (...command) {
    this.process.stdin.write(JSON.stringify(command) + '\n')
  }

  /** The first line with this beginning, be it an earlier one; without the beginning. */
  async until (beginning) {
    const [line] = await this.times(beginning, 1)
    return line.slice(beginning.length).trim()
  }

  /** So many lines with this beginning. */
  async times (beginning, count) {
    const patience = AbortSignal.any([AbortSignal.timeout(PATIENCE), this.ended.signal])
    for (;;) {
      const lines = this.lines.filter(line => line.startsWith(beginning))
      if (lines.length >= count) return lines
      try {
        await once(this, 'line', { signal: patience })
      } catch {
        throw new Error(`waited in vain for ${count} x '${beginning}', saw:\n${this.lines.join('\n')}`)
      }
    }
  }

  count (line) {
    return this.lines.filter(seen => seen === line).length
  }

  /** What a call of inc-node.js ended with: { result } or { error }. */
  call (...args) {
    return this.perform('call', ...args)
  }

  async perform (command, ...args) {
    const [kind, text] = await this.begin(command, ...args)
    return { [kind]: JSON.parse(text) }
  }

  async begin (command, ...args) {
    const key = `k${++this.keys}`
    this.send(command, key, ...args)
    const line = await this.until(key + ' ')
    return [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' '))]
  }

  async ping (nodes, options = {}) {
    const key = `k${++this.keys}`
    this.send('ping', key, nodes, options)
    return JSON.parse(await this.until(key + ' pongs '))
  }

  async kill () {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return
    this.process.kill('SIGKILL')
    await once(this.process, 'exit')
  }
}

const running = new Set()

async function start (script, ...args) {
  const child = new Child(script, ...args)
  running.add(child)
  await child.until('started ')
  return child
}

/** Ends all children of a test. */
async function killAll () {
  await Promise.all([...running].map(child => child.kill()))
  running.clear()
}

module.exports = { start, killAll }
