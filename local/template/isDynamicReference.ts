/** Whether a text is, or has in it, a value that CloudFormation looks up elsewhere: `{{resolve:secretsmanager:…}}`. */
export const isDynamicReference = (text: string): boolean => /\{\{resolve:[^}]+\}\}/.test(text);
