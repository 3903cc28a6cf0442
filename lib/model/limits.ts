/** The numbers that the product promises. */

/** Most people one plan or job may hold. */
export const MAX_PEOPLE = 10_000;

/** Most people that are sent without the button, whatever an organisation allows. */
export const MOST_AUTO_SENT = 25;

/** How long a person has to stop a review that is sent without the button. */
export const SECONDS_TO_STOP = 5;
