'use strict'
// Hosts an unmodified Ara network node module: `node ann-host.js TYPE`, in the folder of the project that has it and
// ara-network. Its flags, as ann takes them, are the JSON list in ARA_UP_ANN; its name on the bus is ARA_UP_NODE.
const { EventEmitter } = require('events')
const { dirname, join, resolve } = require('path')
const { createRequire } = require('module')

const [type] = process.argv.slice(2)
const name = process.env.ARA_UP_NODE || type
const cwd = process.cwd()

/** What ara-network says itself, and what only its own launcher may do. */
const LIFE = new Set(['constructor', 'stop', 'start', 'configure', 'getInstance'])

/** The module's file, once it is found. */
let hosted = ''

class Problem extends Error {
  constructor (message, fix, cause) {
    super(message, { cause })
    this.fix = fix
  }
}

process.on('unhandledRejection', fail)
process.on('uncaughtException', fail)
host().catch(fail)

async function host () {
  if (!type) throw new Problem('no type of a node is given', 'run: node ann-host.js TYPE')
  const inc = library()
  const ann = annOf()
  // The module's flags are seen by this process alone: ann's own options and the module's are read from process.argv.
  process.argv.splice(1, Infinity, ann.path, '--type', type, ...flags())
  const { program } = ann.load()
  const annNode = nodeModule()
  const node = inc.node(name, { starting: true })
  const leave = leaver(annNode, node, program)
  process.on('SIGTERM', leave).on('SIGINT', leave)
  const ask = asker(annNode)
  await start(ask, program, configuration(ann.require))
  const instance = await ask('getInstance', program.argv)
  if (typeof instance?.on === 'function') instance.on('error', error => say(`error: ${text(error)}`))
  offer(node, instance)
  node.ready()
}

function flags () {
  const given = JSON.parse(process.env.ARA_UP_ANN || '[]')
  delete process.env.ARA_UP_ANN // what it starts has no use for it
  return given
}

/** The project's own ara-inc, else the one beside this file: both need localcast and md5. */
function library () {
  const tried = [() => createRequire(join(cwd, 'package.json'))('ara-inc'), () => require('./index')]
  for (const attempt of tried) {
    try {
      return attempt()
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error
    }
  }
  throw new Problem("the packages of ara-up's JavaScript library are not installed", `run: npm ci --prefix ${__dirname}`)
}

/** The launcher of the project's ara-network, for its options; it does nothing by itself when it is required. */
function annOf () {
  const here = createRequire(join(cwd, 'package.json'))
  try {
    const folder = dirname(here.resolve('ara-network/package.json'))
    const { bin } = here('ara-network/package.json')
    const path = join(folder, bin.ann)
    return { path, load: () => here(path), require: createRequire(path) }
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' && error.code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error
    throw new Problem(`there is no package 'ara-network' for ${cwd}`, `run there: npm install ara-network`)
  }
}

/** Where ann looks, in the same order. A module that is there and can't be loaded is a fault, not another place to look. */
function nodeModule () {
  for (const place of [`ara-network-node-${type}`, `ara-${type}`, type, resolve(type)]) {
    let path
    try {
      path = require.resolve(place, { paths: [cwd] })
    } catch (error) {
      if (error.code === 'MODULE_NOT_FOUND') continue
      throw error
    }
    if (path === place) continue // a module of Node.js itself, such as dns
    hosted = path
    return loaded(path)
  }
  throw new Problem(`there is no node module of type '${type}' for ${cwd}`, `run there: npm install ara-network-node-${type}`)
}

function loaded (path) {
  let found
  try {
    found = require(path)
  } catch (error) {
    const missing = error.code === 'MODULE_NOT_FOUND' && /'([^'./][^']*)'/.exec(error.message)
    const fix = missing ? `run in ${cwd}: npm install ${missing[1]}` : undefined
    throw new Problem(`${path} can't be loaded: ${text(error)}${place(error)}`, fix, error)
  }
  for (const wanted of ['start', 'stop']) {
    if (typeof found[wanted] !== 'function') {
      throw new Problem(`${path} is no node: it has no function '${wanted}'`, 'see the module, or give another type')
    }
  }
  return found
}

/** Calls a function of the module, if it has it: what it throws is said with the line that threw. */
function asker (annNode) {
  return async (name, ...args) => {
    if (typeof annNode[name] !== 'function') return undefined
    try {
      return await annNode[name](...args)
    } catch (error) {
      throw new Problem(`${name}() of ${hosted} failed: ${text(error)}${place(error)}`, undefined, error)
    }
  }
}

/** The line of the module that the error passed, where there is one. */
function place (error) {
  const line = String(error?.stack).split('\n').find(line => hosted && line.includes(`${hosted}:`))
  const [, at] = /:(\d+(?::\d+)?)\)?$/.exec(line) || []
  return at ? ` (line ${at})` : ''
}

/** What .ararc and ara_* variables say of this type, as the runtime configuration of the project's ara-network reads it. */
function configuration (requireOfAnn) {
  const { network } = requireOfAnn('ara-runtime-configuration')()
  const own = network?.node?.[type]
  return typeof own === 'object' ? { ...own } : {}
}

async function start (ask, program, conf) {
  program.usage(`usage: ann -t ${type} [options]`).help(true)
  const configured = ask('configure', conf, program)
  void program.argv // what configure() declared is parsed now
  await configured
  const started = await ask('start', program.argv)
  if (started !== true) {
    throw new Problem(`start() of '${type}' resolved to ${text(started)}, not to true`, 'see its output above')
  }
}

/** All functions of the instance but those of an EventEmitter, of an Object, of its life, and those that begin with '_'. */
function offer (node, instance) {
  const taken = new Set()
  for (let at = instance; at && ![Object.prototype, EventEmitter.prototype, Function.prototype].includes(at); at = Object.getPrototypeOf(at)) {
    for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      const hidden = key.startsWith('_') || LIFE.has(key) || taken.has(key) || key in EventEmitter.prototype
      taken.add(key)
      if (hidden || typeof value !== 'function' || /^class\b/.test(Function.prototype.toString.call(value))) continue
      node.function(key, (...args) => call(instance, value, args.slice(0, -1)))
    }
  }
}

/**
 * A value or a promise is the result. One that returns nothing at once, and takes exactly one argument more than it was given,
 * is taken to call back: (error, result).
 */
function call (instance, method, args) {
  if (method.length !== args.length + 1 || !takesCallback(method)) return method.apply(instance, args)
  return new Promise((resolve, reject) => {
    const returned = method.call(instance, ...args, (error, ...results) => {
      if (error) reject(error)
      else resolve(results.length > 1 ? results : results[0])
    })
    if (typeof returned?.then === 'function') returned.then(resolve, reject)
  })
}

/** Whether its last parameter has the name that Node.js has for callbacks: nothing else tells. */
function takesCallback (method) {
  const head = Function.prototype.toString.call(method).split(/\)\s*(?:=>|\{)/, 1)[0]
  return /[(,\s](?:cb|callback|done)\s*$/.test(head)
}

/** Its stop() is heard out once, also where start() has not resolved yet; then it leaves the bus. */
function leaver (annNode, node, program) {
  let leaving = false
  return async () => {
    if (leaving) return
    leaving = true
    try {
      await annNode.stop(program.argv)
    } catch (error) {
      say(`stop() failed: ${text(error)}`)
      process.exitCode = 1
    }
    await node.leave()
    process.exit()
  }
}

/** Without the stack of requires that Node.js puts into the message. */
function text (error) {
  return error instanceof Error ? error.message.split('\nRequire stack:', 1)[0] : String(error)
}

function say (line) {
  console.error(`ann ${type}: ${line}`)
}

function fail (error) {
  const { DEBUG } = process.env
  const fix = error?.fix ?? (DEBUG ? undefined : "the whole stack is shown where 'env' of the node has DEBUG: 1")
  console.error(`error: ann ${type}: ${text(error)}${error instanceof Problem ? '' : place(error)}`)
  if (fix) console.error(`  fix: ${fix}`)
  if (DEBUG && error?.stack) console.error((error.cause ?? error).stack)
  process.exit(1)
}
