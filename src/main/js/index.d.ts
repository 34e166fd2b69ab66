/// <reference types="node" />
import { EventEmitter } from 'events'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Params = Json[] | { [name: string]: Json }

export interface NodeOptions {
  /** The nodes that this one needs; told in its pong. */
  requires?: string[]
  version?: string
  /** By purpose, for example `{ udp: 6881 }`. */
  ports?: { [purpose: string]: number }
  /** Hold calls until `ready()`. */
  starting?: boolean
  /** Calls that may run at one time before others are refused as overloaded; 1000. */
  concurrency?: number
}

export interface FunctionOptions {
  /** Names of the callers, or true for all. Needed for stop, start, configure and getInstance, which are refused else. */
  allow?: true | string[]
  /** The parameters' names. */
  params?: string[]
}

export interface CallOptions {
  /** Milliseconds; 5000. */
  timeout?: number
  /** Running it twice does no harm: it may be sent again to a node that remembers nothing. */
  idempotent?: boolean
  /** Cancels the call. */
  signal?: AbortSignal
}

export interface Context {
  /** The caller's name: a claim. */
  caller: string
  /** Aborted when the caller cancels. */
  signal: AbortSignal
  /** As `Node.call`, within what is left of the caller's deadline. */
  call (target: string, method: string, params?: Params, options?: CallOptions): Promise<Json>
}

export interface Pong {
  name?: string
  pid?: number
  version?: string
  /** Milliseconds since 1970. */
  started?: number
  state?: 'starting' | 'ready' | 'stopping'
  functions?: string[]
  requires?: string[]
  ports?: { [purpose: string]: number }
}

export interface Node extends EventEmitter {
  readonly name: string
  function (name: string, fn: (...args: any[]) => unknown, options?: FunctionOptions): this
  call (target: string, method: string, params?: Params, options?: CallOptions): Promise<Json>
  ping (nodes?: string[], options?: { timeout?: number }): Promise<Array<Pong & { rtt: number }>>
  ready (): this
  leave (): Promise<void>
}

export class IncError extends Error {
  constructor (code: number, message: string, data?: Json)
  code: number
  data?: Json
  /** The node whose call failed. */
  node?: string
}

export const codes: {
  readonly NO_SUCH_FUNCTION: -32601
  readonly BAD_PARAMETERS: -32602
  readonly THREW: -32603
  readonly NOT_RUNNING: -32001
  readonly TIMED_OUT: -32002
  readonly REFUSED: -32003
  readonly CANCELLED: -32004
  readonly OVERLOADED: -32005
  readonly OUTCOME_UNKNOWN: -32006
}

export function node (name: string, options?: NodeOptions): Node
