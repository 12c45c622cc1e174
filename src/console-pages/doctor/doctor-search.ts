import { flagParam, type RawSearch, textParam } from '../shell/search-params.js';

/** The filter of the settings, as the address holds it. */
export interface DoctorSearch {
  /** Text in the name of a variable or in what it means. */
  readonly setting?: string | undefined;
  /** Whether only variables that are set are shown. */
  readonly set?: boolean | undefined;
}

/** Reads the filter from an address. */
export function parseDoctorSearch(search: RawSearch): DoctorSearch {
  return {
    setting: textParam(search.setting),
    set: flagParam(search.set) === true ? true : undefined,
  };
}
