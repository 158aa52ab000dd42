import { Icon } from "../parts/icon/icon";
import { fileHref, previewHref, type Enclosure, type SignedSheet } from "./desk";
import { districtTime } from "./due";
import { useWork } from "./words";

/** What was agreed to on paper, each beside the scan of its sheet: the server ties them by the digest that stands on the sheet. */
export function SignedSheets({ sheets, enclosures }: { sheets: SignedSheet[]; enclosures: Enclosure[] }) {
  const w = useWork();
  const e = w.enclosures;
  if (sheets.length === 0) return null;
  return (
    <section class="signed" aria-label={e.sheets}>
      <h3>{e.sheets}</h3>
      {sheets.map((s) => {
        const scans = enclosures.filter((x) => x.sheet === s.digest && x.round === s.round);
        return (
          <div class="signed__pair" key={s.round}>
            <dl>
              <div><dt>{e.agreement(s.round)}</dt><dd>{districtTime(s.at)}</dd></div>
              <div><dt>{e.signer}</dt><dd>{s.person.name} <span class="code">{s.person.no}</span></dd></div>
              {s.signs.length > 0 && <div><dt>{e.signs}</dt><dd>{s.signs.join(w.comma)}</dd></div>}
              <div><dt>{e.noted}</dt><dd>{s.name}</dd></div>
              {/* Until there is a scan the digest is to be read off the sheet, and nowhere else. */}
              {scans.length > 0 && <div><dt>{e.digest}</dt><dd class="code signed__digest">{s.digest.slice(0, 16)}</dd></div>}
            </dl>
            <div class="signed__scans">
              {scans.length === 0 && <p class="said said--wait"><Icon name="hourglass" />{e.unscanned}</p>}
              {scans.map((x) => <Scan key={x.file.id} scan={x} of={e.scanOf(s.person.name)} />)}
            </div>
          </div>
        );
      })}
    </section>
  );
}

function Scan({ scan: { file }, of }: { scan: Enclosure; of: string }) {
  const w = useWork();
  if (file.check === "infected" || file.check === "waiting") return <p>{file.name} <span class={file.check === "infected" ? "said said--no" : "said said--wait"}>{file.check === "infected" ? w.fileInfected : w.fileWaiting}</span></p>;
  return (
    <figure>
      {file.picture && <img src={previewHref(file)} alt={of} loading="lazy" />}
      <figcaption><a href={fileHref(file.id)} download={file.name}>{file.name}</a></figcaption>
    </figure>
  );
}
