import type { TemplateDocument, TemplateParameter } from './templateDocument.ts';
import { TemplateError } from './templateError.ts';

type Refusal = string | undefined;

const refuseNumber = (
  value: number,
  { MinValue = -Infinity, MaxValue = Infinity }: TemplateParameter,
): Refusal => {
  if (!Number.isFinite(value)) return 'is not a number';
  if (value < MinValue) return `must be at least ${MinValue}`;
  return value > MaxValue ? `must be at most ${MaxValue}` : undefined;
};

const refuseText = (value: string, parameter: TemplateParameter): Refusal => {
  const { AllowedPattern, MinLength = 0, MaxLength = Infinity, ConstraintDescription } = parameter;
  if (value.length < MinLength) return `must have at least ${MinLength} characters`;
  if (value.length > MaxLength) return `must have at most ${MaxLength} characters`;
  if (AllowedPattern === undefined || new RegExp(`^(?:${AllowedPattern})$`).test(value)) return undefined;
  return ConstraintDescription ?? `must match ${AllowedPattern}`;
};

const refuse = (value: string, parameter: TemplateParameter): Refusal => {
  const allowed = parameter.AllowedValues?.map(String);
  if (allowed !== undefined && !allowed.includes(value)) return `must be one of ${allowed.join(', ')}`;
  if (parameter.Type === 'Number') return refuseNumber(value.trim() === '' ? NaN : Number(value), parameter);
  if (parameter.Type !== 'List<Number>') return refuseText(value, parameter);
  const isNumeric = value.split(',').every((part) => part.trim() !== '' && Number.isFinite(Number(part)));
  return isNumeric ? undefined : 'is not a comma-delimited list of numbers';
};

const knownTypes = new Set(['String', 'Number', 'CommaDelimitedList', 'List<Number>']);
const listTypes = new Set(['CommaDelimitedList', 'List<Number>']);

/** A parameter whose value AWS looks up in the parameter store when the stack is deployed. */
const isLookedUp = ({ Type }: TemplateParameter): boolean => Type.startsWith('AWS::SSM::Parameter::Value<');

/**
 * The values of the template's parameters: an override, else the default, checked as CloudFormation would.
 * A parameter looked up in the parameter store has none here unless overridden.
 * @throws TemplateError for an unknown or refused override, and for a parameter without a value.
 */
export const resolveParameters = (
  { Parameters }: TemplateDocument,
  overrides: Readonly<Record<string, string>>,
): Map<string, string | string[]> => {
  for (const name of Object.keys(overrides)) {
    if (Object.hasOwn(Parameters, name)) continue;
    const known = Object.keys(Parameters).join(', ');
    throw new TemplateError(`parameter ${name}`, `is not in the template; it has ${known}`);
  }
  const values = new Map<string, string | string[]>();
  for (const [name, parameter] of Object.entries(Parameters)) {
    const where = `parameter ${name}`;
    const override = overrides[name];
    if (isLookedUp(parameter) && override === undefined) continue;
    if (!isLookedUp(parameter) && !knownTypes.has(parameter.Type)) {
      throw new TemplateError(where, `type ${parameter.Type} is not known here`);
    }
    const value = override ?? parameter.Default?.toString();
    if (value === undefined) throw new TemplateError(where, 'has no value: it has no default and is not set');
    const refusal = refuse(value, parameter);
    if (refusal !== undefined) throw new TemplateError(where, `"${value}" ${refusal}`);
    values.set(name, listTypes.has(parameter.Type) ? value.split(',').map((part) => part.trim()) : value);
  }
  return values;
};
