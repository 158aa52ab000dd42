import type { PublicOwn } from "./public-zh";

/** What anybody may see and say without an application. */
export const en: PublicOwn = {
  followTitle: "Follow a case",
  followHint: "Without signing in. The case number and the query code are printed on the receipt; you can also scan its QR code.",
  followNumber: "Case number",
  followNumberHint: "Like 440605-20261123-00017",
  followCode: "Query code",
  followCodeHint: "10 digits",
  followGo: "Look up",
  followAgain: "Another case",
  followOpen: "This shows the progress alone, and no personal data. To see what was handed in and the documents, sign in and open “My space”.",
  followWho: "Who has it now",
  followYou: "The applicant",
  followNobody: "It is finished",
  followDone: "State",
  followTurn: "It waits for the applicant: please sign in to see what is missing.",
  codeTitle: "Query code",
  codeLine: "To follow the case without signing in: scan this, or type the case number and the query code under “Follow a case”. It shows no personal data.",
  codeShow: "Show the query code",
  codeAnew: "Make another",
  codeAnewHint: "Codes that were printed before will hold no more.",
  codeAlt: "QR code for following the case",
};
