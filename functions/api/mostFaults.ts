/** Faults that are told of one body: as many as anybody mends before asking again. */
export const mostFaults = 100;
