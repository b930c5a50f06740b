/** The tag of a component that names its team. */
export const teamTag = 'Team';
