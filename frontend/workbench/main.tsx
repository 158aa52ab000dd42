import { Screen, start } from "../shell/shell";
import "./workbench.css";

function Frame() {
  return <main id="main" tabIndex={-1}><Screen routes={[]} /></main>;
}

start(
  {
    searchInPicture: false, cardReader: false, camera: false, print: true, showThemes: false, showWays: false, shared: false, screens: false,
    pond: { width: 0, height: 0, cell: 86 },
  },
  Frame,
);
