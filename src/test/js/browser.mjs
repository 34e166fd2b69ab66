// Pages in a real Chromium, each a node on ara-inc, driven by lines: `node browser.mjs`, with `chromium` on the PATH
//   stdin:   ["open", NAME, HOST]: a page that is node NAME, served on this host, which Chromium takes for 127.0.0.1
//            ["call", NAME, KEY, target, method, params, options], ["cancel", NAME, KEY], ["ping", NAME, KEY, nodes, options],
//            ["quit"]
//   stdout:  `started PID`, `opened NAME`, `KEY result JSON`, `KEY error JSON`, `KEY pongs JSON`,
//            `NAME says TEXT` for what its page writes to the console, `NAME socket TEXT` for its WebSockets' errors
// It ends when its stdin does, so that no test leaves it behind.
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import readline from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'

const here = name => fileURLToPath(new URL(name, import.meta.url))
const { outputFiles: [bundle] } = await build({
  entryPoints: [here('page.js')],
  bundle: true,
  write: false,
  alias: { 'ara-inc': here('../../main/js'), stream: createRequire(import.meta.url).resolve('stream-browserify') },
  inject: [here('../../main/js/browser-globals.js')],
  define: { global: 'globalThis' },
  nodePaths: [here('node_modules')]
})

const server = createServer(({ url }, response) => {
  const isScript = url === '/bundle.js'
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
  response.end(isScript ? bundle.text : '<!doctype html><title>a node</title><script src="/bundle.js"></script>')
}).listen(0, '127.0.0.1')
await once(server, 'listening')

const browser = await chromium.launch({
  executablePath: process.env.PATH.split(':').map(folder => folder + '/chromium').find(existsSync),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP *.example 127.0.0.1']
})
const pages = new Map()

const commands = {
  async open (name, host) {
    const page = await browser.newPage()
    pages.set(name, page)
    page.on('console', message => console.log(`${name} says ${message.text()}`))
    page.on('pageerror', error => console.log(`${name} says ${error}`))
    page.on('websocket', socket => socket.on('socketerror', error => console.log(`${name} socket ${error}`)))
    await page.goto(`http://${host}:${server.address().port}/?name=${name}`)
    console.log('opened ' + name)
  },
  call: perform('call'),
  ping: perform('ping'),
  cancel: perform('cancel'),
  async quit () {
    await browser.close()
    process.exit(0)
  }
}

function perform (command) {
  return async (name, key, ...args) => {
    const told = await pages.get(name).evaluate(([command, ...args]) => window.commands[command](...args), [command, key, ...args])
    for (const [kind, value] of Object.entries(told ?? {})) console.log(`${key} ${kind} ${JSON.stringify(value)}`)
  }
}

readline.createInterface({ input: process.stdin })
  .on('line', line => {
    const [command, ...args] = JSON.parse(line)
    commands[command](...args).catch(error => console.log(`error in ${line}: ${error}`))
  })
  .on('close', commands.quit)
console.log('started ' + process.pid)
