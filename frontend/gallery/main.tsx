import { render } from "preact";
import { Words } from "../parts/words";
import { en } from "../parts/messages/en";
import { zh } from "../parts/messages/zh";
import { Fields } from "./fields";
import { Basics, Decisions, Papers, Rest } from "./parts";
import { FieldStates, Groups } from "./states";
import "./main.css";

/** Every part in every state. The look comes from the query: ?channel=wechat&mode=large&theme=contrast&lang=en */
function Gallery() {
  return (
    <>
      <header class="gallery-head"><div class="page"><h1 class="h-s">组件和状态</h1></div></header>
      <main class="page band">
        <div class="gallery">
          <Basics /><FieldStates /><Groups /><Decisions /><Papers /><Rest /><Fields />
        </div>
      </main>
    </>
  );
}

const root = document.documentElement;
const query = new URLSearchParams(location.search);
for (const name of ["channel", "mode", "theme"] as const) {
  const value = query.get(name);
  if (value) root.dataset[name] = value;
}
const lang = query.get("lang") === "en" ? "en" : "zh";
root.lang = lang === "en" ? "en" : "zh-CN";
render(<Words.Provider value={lang === "en" ? en : zh}><Gallery /></Words.Provider>, document.getElementById("app")!);
