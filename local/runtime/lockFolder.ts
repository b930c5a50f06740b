import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The folder is in use by another local run. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  readonly code = 'local.folder_in_use';
}

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
 * @returns what gives the folder free. @throws FolderInUseError when a running process has it.
 */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true });
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
      const message = `the folder ${folder} is in use by the local run with process id ${pid}: end it, or use another folder`;
      throw new FolderInUseError(message, { cause: error });
    }
    rmSync(file);
    take();
  }
  return () => rmSync(file, { force: true });
};
