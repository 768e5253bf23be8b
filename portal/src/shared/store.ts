/**
 * What a page keeps on this device: IndexedDB, and where that is missing or refused (private windows of old browsers)
 * localStorage. Values are plain JSON.
 */
const DATABASE = 'sanhang'
const TABLE = 'kept'
const PREFIX = 'sanhang:'

let database: Promise<IDBDatabase | null> | undefined

function openDatabase(): Promise<IDBDatabase | null> {
  database ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open(DATABASE, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(TABLE)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => resolve(null)
      request.onblocked = () => resolve(null)
    } catch {
      resolve(null)
    }
  })
  return database
}

function inTable<T>(mode: IDBTransactionMode, use: (table: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  return openDatabase().then(
    (open) =>
      new Promise((resolve, reject) => {
        if (!open) return reject(new Error('no IndexedDB'))
        const transaction = open.transaction(TABLE, mode)
        const request = use(transaction.objectStore(TABLE))
        // Not the request's success: only a complete transaction is on the disk.
        transaction.oncomplete = () => resolve(request.result)
        transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB failed'))
      }),
  )
}

/** Undefined when nothing was kept under this name. */
export async function recall<T>(name: string): Promise<T | undefined> {
  try {
    const text = await inTable<string>('readonly', (table) => table.get(name) as IDBRequest<string>)
    if (text !== undefined) return JSON.parse(text) as T
  } catch {
    // fall through: it may have been kept the other way
  }
  try {
    const text = localStorage.getItem(PREFIX + name)
    return text === null ? undefined : (JSON.parse(text) as T)
  } catch {
    return undefined
  }
}

/** False when this device keeps nothing at all. */
export async function keep(name: string, value: unknown): Promise<boolean> {
  const text = JSON.stringify(value)
  try {
    await inTable('readwrite', (table) => table.put(text, name))
    return true
  } catch {
    try {
      localStorage.setItem(PREFIX + name, text)
      return true
    } catch {
      return false
    }
  }
}

export async function forget(name: string): Promise<void> {
  try {
    await inTable('readwrite', (table) => table.delete(name))
  } catch {
    // nothing kept there
  }
  try {
    localStorage.removeItem(PREFIX + name)
  } catch {
    // nothing kept there either
  }
}
