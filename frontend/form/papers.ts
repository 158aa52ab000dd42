/** What comes after the form, in one script: few people open one without the others. */
import "./base";
export { Acting } from "./acting";
export { CaseScreen } from "./case";
export { Dispute } from "./dispute";
export { Done } from "./done";
export { MaterialsStep } from "./materials";
export { Reasons } from "./reasons";
export { Licences } from "./licences";
export { Notices } from "./notices";
export { Reads } from "./reads";
export { MaterialList, Review, ReviewSection } from "./review";
export { ToSign } from "./signing";
export { GoOn, Space } from "./space";
export { StillSending } from "./still-sending";
export { Which } from "./which";
export { StepUp } from "./step-up";
export { StoppedNote } from "../parts/stopped";
export { CreditTier, Returned } from "./told";
