'use strict'
// A node whose calls go on for as long as a test wants: `node waiting-node.js NAME`; stdout: `joined` once others can find it
// `node waiting-node.js NAME NEIGHBOUR`: two nodes of one process, the second with meet() alone; nothing is said of joining
//   pid()                               its process
//   meet(CAME, GO)                      notes its process in the file CAME, and ends with it once there is a file GO
//   relay(TARGET, METHOD, PARAMS, MS)   calls another node, and ends as that call does
//   meetAndRelay(CAME, GO, ...)         one after the other
//   child(NAME, TARGET, METHOD)         what a child process gets that calls by a name of its own, with localcast alone
//   stop, start, configure              their names; for 'boss', as far as it is the library's to say
const { execFile } = require('child_process')
const fs = require('fs')
const path = require('path')
const { promisify } = require('util')
const inc = require('./ara-inc')

const node = inc.node(process.argv[2])

async function meet (came, go) {
  fs.appendFileSync(came, process.pid + '\n')
  while (!fs.existsSync(go)) await new Promise(resolve => setTimeout(resolve, 10))
  return process.pid
}
const relay = (target, method, params, timeout, { call }) => call(target, method, params, { timeout })

if (process.argv[3]) inc.node(process.argv[3]).function('meet', meet)
node.function('pid', () => process.pid)
node.function('meet', meet)
node.function('relay', relay)
node.function('meetAndRelay', async (came, go, ...rest) => {
  await meet(came, go)
  return relay(...rest)
})
node.function('child', async (name, target, method) => {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(__dirname, 'rfc-caller.js'), name, target, method])
  return stdout.trim()
})
for (const guarded of ['stop', 'start', 'configure']) {
  node.function(guarded, () => guarded, { allow: ['boss'] })
}
node.ready()
if (process.argv[3]) return
// localcast does not tell when it has joined; but a second one in the same mailbox is told of the first.
require('localcast')(require('md5')(process.argv[2])).on('localcast', function joined ({ pid }) {
  if (pid !== process.pid) return
  this.off('localcast', joined)
  console.log('joined')
})
