/** Types that few forms have: one script, fetched with the first of them. */
export * as file from "./file";
export * as finding from "./finding";
export * as point from "./point";
export * as region from "./region";
