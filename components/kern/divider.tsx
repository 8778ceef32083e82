export function Divider() {
  return <hr className="kern-divider kern-divider--decorative" />
}
