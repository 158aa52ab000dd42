export default function Yaml() {
  return <div class="yaml" tabIndex={-1} />;
}
