'use strict'
// A signalhub of ara-network, on loopback, that can be called. It tells the DNS where it is.
// ARA_SIGNALHUB_PORT: its TCP port (7777)
const { createServer } = require('ara-network/signalhub')
const inc = require('ara-inc')

const port = Number(process.env.ARA_SIGNALHUB_PORT || 7777)
const url = `http://127.0.0.1:${port}`
const server = createServer()
const node = inc.node('signalhub', { version: '1.4.1', requires: ['dns'], ports: { http: port }, starting: true })
let broadcasts = 0
server.on('publish', () => broadcasts++)

/** Its name, version and number of subscribers, as anybody sees them over HTTP, and the broadcasts so far. */
node.function('stats', async () => ({ ...await (await fetch(url)).json(), broadcasts }))

/** Sends a message (any JSON value) to the subscribers of a channel, which is written APP/CHANNEL. */
node.function('broadcast', async (channel, message) => {
  const { ok } = await fetch(`${url}/v1/${channel}`, { method: 'POST', body: JSON.stringify(message) })
  return ok
}, { params: ['channel', 'message'] })

server.on('error', fail)
server.listen(port, '127.0.0.1', async () => {
  try {
    await node.call('dns', 'announce', ['signalhub', port])
    node.ready()
    console.log(`signalhub: listening on ${url}, announced in the dns as signalhub`)
  } catch (error) {
    fail(error)
  }
})

function fail (error) {
  console.error(`signalhub: ${error.message}`)
  process.exit(1)
}

process.once('SIGTERM', leave).once('SIGINT', leave)
async function leave () {
  await node.leave()
  process.exit(0)
}
