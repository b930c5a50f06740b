import {
  accessSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** The folder is in use by another local run. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  readonly code = 'local.folder_in_use';
}

/** The folder cannot be used at all. */
export class FolderUnusableError extends Error {
  override readonly name = 'FolderUnusableError';
  readonly code = 'local.folder_unusable';
}

/**
 * Makes the folder where it can be made: its parent must be there, because making parents in a place that takes none
 * (such as /proc) does not end in Node.
 * @throws FolderUnusableError saying what is wrong with it.
 */
const makeFolder = (folder: string): void => {
  const refuse = (reason: string, cause?: unknown): never => {
    const advice = 'name a folder that can be written to, in a folder that is there';
    throw new FolderUnusableError(`${folder}: ${reason}; ${advice}`, { cause });
  };
  const state = statSync(folder, { throwIfNoEntry: false });
  if (state !== undefined && !state.isDirectory()) refuse('not a folder');
  try {
    if (state === undefined) mkdirSync(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    refuse('cannot be made or written to', error);
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of someone else's cannot be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/**
 * Creates a folder and keeps it for this process. A lock left by a process that is gone is taken over.
 * @returns what gives the folder free. @throws FolderInUseError when a running process has it, FolderUnusableError.
 */
export const lockFolder = (folder: string): (() => void) => {
  makeFolder(folder);
  const file = join(folder, 'in-use-by');
  const take = () => {
    const descriptor = openSync(file, 'wx');
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
  };
  try {
    take();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid > 0 && isRunning(pid)) {
      const message = `the folder ${folder} is in use by the local run with process id ${pid}: end it, use another folder, or delete ${file} if that process is something else`;
      throw new FolderInUseError(message, { cause: error });
    }
    rmSync(file);
    take();
  }
  return () => rmSync(file, { force: true });
};
