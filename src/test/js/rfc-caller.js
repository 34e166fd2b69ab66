'use strict'
// Calls as the RFC has it in words, with localcast alone: `node rfc-caller.js NAME TARGET METHOD [PARAMS-AS-JSON] [ADDRESS]`
//   ADDRESS goes along as the call's "target": NAME@PID, for one of several instances
//   stdout: `result JSON` or `error JSON`, once
const localcast = require('localcast')
const md5 = require('md5')

const [self, target, method, params = '[]', address] = process.argv.slice(2)
localcast(md5(self)).on('result', ({ id, result, error }) => {
  if (id !== 'rfc-1') return
  console.log(error ? 'error ' + JSON.stringify(error) : 'result ' + JSON.stringify(result))
  process.exit(0)
})
localcast(md5(target)).emit('call', { name: self, id: 'rfc-1', method, params: JSON.parse(params), target: address })
