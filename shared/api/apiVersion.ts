/** The version of the API that is told in its document: additions raise the second number, nothing else changes within `/v1`. */
export const apiVersion = '1.0.0';
