/** A name breaks between its parts and not within one: a name is no word that a dictionary could part. */
export function Name({ of }: { of: string }) {
  return (
    <>
      {of.split(" ").map((part, at) => (
        <>
          {at > 0 && " "}
          <span class="part">{part}</span>
        </>
      ))}
    </>
  );
}
