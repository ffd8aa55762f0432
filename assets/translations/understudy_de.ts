<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Below</name>
    <message>
        <source>starting</source>
        <translation>es geht gleich los</translation>
    </message>
    <message>
        <source>no new picture</source>
        <translation>kein neues Bild</translation>
    </message>
    <message>
        <source>no face found</source>
        <translation>kein Gesicht gefunden</translation>
    </message>
    <message>
        <source>panic key</source>
        <translation>Paniktaste</translation>
    </message>
    <message>
        <source>the guard failed</source>
        <translation>die Prüfung ist ausgefallen</translation>
    </message>
    <message>
        <source>the picture could not be finished</source>
        <translation>das Bild konnte nicht fertiggestellt werden</translation>
    </message>
    <message>
        <source>the picture could not be put together</source>
        <translation>das Bild konnte nicht zusammengesetzt werden</translation>
    </message>
    <message>
        <source>the picture&apos;s size changed</source>
        <translation>die Bildgröße hat sich geändert</translation>
    </message>
    <message>
        <source>the tracker gave nonsense</source>
        <translation>das Gesicht wurde nicht sauber verfolgt</translation>
    </message>
    <message>
        <source>the face could not be drawn</source>
        <translation>das Gesicht konnte nicht gezeichnet werden</translation>
    </message>
    <message>
        <source>a face is not covered</source>
        <translation>ein Gesicht ist nicht verdeckt</translation>
    </message>
    <message>
        <source>the face is hardly seen</source>
        <translation>das Gesicht ist kaum zu sehen</translation>
    </message>
    <message>
        <source>the head is turned too far</source>
        <translation>der Kopf ist zu weit gedreht</translation>
    </message>
    <message>
        <source>the detector sees no face there</source>
        <translation>die Gesichtssuche findet dort kein Gesicht</translation>
    </message>
    <message>
        <source>the face is not covered</source>
        <translation>das Gesicht ist nicht verdeckt</translation>
    </message>
    <message>
        <source>the face looks like the wearer&apos;s</source>
        <translation>das Gesicht ähnelt deinem eigenen</translation>
    </message>
    <message>
        <source>type `sudo usermod -aG video $USER`, then log out and in again</source>
        <translation>gib `sudo usermod -aG video $USER` ein, dann melde dich ab und wieder an</translation>
    </message>
    <message>
        <source>allow it in Settings &gt; Privacy &amp; security &gt; Camera &gt; Let desktop apps access your camera</source>
        <translation>erlaube es unter Einstellungen &gt; Datenschutz und Sicherheit &gt; Kamera &gt; Zulassen, dass Desktop-Apps auf Ihre Kamera zugreifen</translation>
    </message>
    <message>
        <source>allow it in System Settings &gt; Privacy &amp; Security &gt; Camera, then start again</source>
        <translation>erlaube es unter Systemeinstellungen &gt; Datenschutz &amp; Sicherheit &gt; Kamera und starte dann neu</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again; `fuser /dev/video*` names it</source>
        <translation>schließe das Programm, das sie benutzt (ein Anruf, OBS, ein Browser-Tab), und versuche es noch einmal; `fuser /dev/video*` nennt es</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again, or allow it in Settings &gt; Privacy &amp; security &gt; Camera</source>
        <translation>schließe das Programm, das sie benutzt (ein Anruf, OBS, ein Browser-Tab), und versuche es noch einmal, oder erlaube sie unter Einstellungen &gt; Datenschutz und Sicherheit &gt; Kamera</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again, or allow it in System Settings &gt; Privacy &amp; Security &gt; Camera</source>
        <translation>schließe das Programm, das sie benutzt (ein Anruf, OBS, ein Browser-Tab), und versuche es noch einmal, oder erlaube sie unter Systemeinstellungen &gt; Datenschutz &amp; Sicherheit &gt; Kamera</translation>
    </message>
    <message>
        <source>plug it in again, or close the program that took it</source>
        <translation>stecke sie wieder ein oder schließe das Programm, das sie belegt</translation>
    </message>
    <message>
        <source>type `sudo apt install v4l2loopback-dkms` and `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, then start again</source>
        <translation>gib `sudo apt install v4l2loopback-dkms` und `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy` ein und starte dann neu</translation>
    </message>
    <message>
        <source>install OBS Studio 26 or later (obsproject.com), which brings one, then start again</source>
        <translation>installiere OBS Studio 26 oder neuer (obsproject.com), das eine mitbringt, und starte dann neu</translation>
    </message>
    <message>
        <source>install OBS Studio 30 or later (obsproject.com), press Start Virtual Camera in it once, then Stop, and start again</source>
        <translation>installiere OBS Studio 30 oder neuer (obsproject.com), drücke darin einmal „Virtuelle Kamera starten“ und dann „Stoppen“, und starte neu</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, then start again</source>
        <translation>gib `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy` ein und starte dann neu</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`; if that says &apos;Key was rejected&apos;, Secure Boot wants the module&apos;s key: `sudo mokutil --import /var/lib/dkms/mok.pub`, restart, choose Enroll MOK</source>
        <translation>gib `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy` ein; meldet das „Key was rejected“, verlangt Secure Boot den Schlüssel des Moduls: `sudo mokutil --import /var/lib/dkms/mok.pub`, neu starten, „Enroll MOK“ wählen</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`</source>
        <translation>gib `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy` ein</translation>
    </message>
    <message>
        <source>start OBS&apos;s virtual camera once and stop it</source>
        <translation>starte die virtuelle Kamera von OBS einmal und stoppe sie wieder</translation>
    </message>
    <message>
        <source>close the program that writes to it (OBS, another Understudy), or, where that has crashed, the call that watches, then try again</source>
        <translation>schließe das Programm, das in sie schreibt (OBS, ein zweites Understudy), oder, falls das abgestürzt ist, den Anruf, der zusieht, und versuche es noch einmal</translation>
    </message>
    <message>
        <source>delete it and get it again (&apos;understudy models download&apos;, or &apos;models add FILE&apos;)</source>
        <translation>lösche sie und hole sie neu („understudy models download“ oder „models add DATEI“)</translation>
    </message>
    <message>
        <source>install Understudy again</source>
        <translation>installiere Understudy neu</translation>
    </message>
    <message>
        <source>install the pack again</source>
        <translation>installiere das Paket neu</translation>
    </message>
    <message>
        <source>A blend: {mixed}.</source>
        <translation>Eine Mischung: {mixed}.</translation>
    </message>
</context>
<context>
    <name>ClosingQuestion</name>
    <message>
        <source>Understudy is on</source>
        <translation>Understudy läuft</translation>
    </message>
    <message>
        <source>Understudy is still on</source>
        <translation>Understudy läuft noch</translation>
    </message>
    <message>
        <source>Stop and close?</source>
        <translation>Stoppen und schließen?</translation>
    </message>
    <message>
        <source>Calls may be using your stand-in face. It can stay on without this window: Understudy&apos;s icon beside the clock brings the window back.</source>
        <translation>Vielleicht nutzt ein Anruf gerade dein Ersatzgesicht. Es kann ohne dieses Fenster weiterlaufen: Das Symbol von Understudy neben der Uhr bringt das Fenster zurück.</translation>
    </message>
    <message>
        <source>Calls may be using your stand-in face. When you close this window, it stops, and they get no more picture from Understudy.</source>
        <translation>Vielleicht nutzt ein Anruf gerade dein Ersatzgesicht. Wenn du dieses Fenster schließt, hört es auf, und der Anruf bekommt kein Bild mehr von Understudy.</translation>
    </message>
    <message>
        <source>&amp;Do not ask again, always do what I choose now</source>
        <translation>&amp;Nicht mehr fragen, immer so vorgehen</translation>
    </message>
    <message>
        <source>You can change this in the settings.</source>
        <translation>Du kannst das in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Leave the window open and everything on.</source>
        <translation>Das Fenster bleibt offen, alles läuft weiter.</translation>
    </message>
    <message>
        <source>&amp;Stop and close</source>
        <translation>&amp;Stoppen und schließen</translation>
    </message>
    <message>
        <source>Give the camera back and end Understudy.</source>
        <translation>Die Kamera freigeben und Understudy beenden.</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray</source>
        <translation>Im &amp;Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>Close only the window; your face stays covered.</source>
        <translation>Nur das Fenster schließen; dein Gesicht bleibt verdeckt.</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Session</source>
        <translation>&amp;Sitzung</translation>
    </message>
    <message>
        <source>F&amp;aces</source>
        <translation>&amp;Gesichter</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Open file…</source>
        <translation>Datei ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Use a video or a picture instead of the camera.</source>
        <translation>Ein Video oder Bild statt der Kamera verwenden.</translation>
    </message>
    <message>
        <source>&amp;Look for cameras again</source>
        <translation>&amp;Kameras erneut suchen</translation>
    </message>
    <message>
        <source>After plugging one in or out.</source>
        <translation>Nach dem Ein- oder Ausstecken.</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>M&amp;odelle…</translation>
    </message>
    <message>
        <source>What can be downloaded besides, and what of it is here.</source>
        <translation>Was sich zusätzlich herunterladen lässt, und was davon hier ist.</translation>
    </message>
    <message>
        <source>&amp;First steps…</source>
        <translation>&amp;Erste Schritte…</translation>
    </message>
    <message>
        <source>Camera, face, virtual camera, and what stays visible.</source>
        <translation>Kamera, Gesicht, virtuelle Kamera und was sichtbar bleibt.</translation>
    </message>
    <message>
        <source>Open when I lo&amp;g in</source>
        <translation>Beim An&amp;melden öffnen</translation>
    </message>
    <message>
        <source>Opens this window when you log in; it starts nothing.</source>
        <translation>Öffnet dieses Fenster, wenn du dich anmeldest; gestartet wird nichts.</translation>
    </message>
    <message>
        <source>…and s&amp;tart at once</source>
        <translation>…und gleich s&amp;tarten</translation>
    </message>
    <message>
        <source>Puts the face on as soon as you are logged in; the window is in the tray.</source>
        <translation>Setzt das Gesicht auf, sobald du angemeldet bist; das Fenster ist im Infobereich.</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Stop and close the window.</source>
        <translation>Stoppen und das Fenster schließen.</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Put the stand-in face on.</source>
        <translation>Das Ersatzgesicht aufsetzen.</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;toppen</translation>
    </message>
    <message>
        <source>Stop, and give the camera back.</source>
        <translation>Stoppen und die Kamera freigeben.</translation>
    </message>
    <message>
        <source>Shield &amp;now</source>
        <translation>Jetzt &amp;abschirmen</translation>
    </message>
    <message>
        <source>Send nothing but a plain card, at once.</source>
        <translation>Sofort nur noch ein neutrales Bild senden.</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Lift the shield; your face stays covered.</source>
        <translation>Die Abschirmung aufheben; dein Gesicht bleibt verdeckt.</translation>
    </message>
    <message>
        <source>&amp;Virtual camera</source>
        <translation>&amp;Virtuelle Kamera</translation>
    </message>
    <message>
        <source>Offer the covered picture to calls and other programs as a camera.</source>
        <translation>Das verdeckte Bild Anrufen und anderen Programmen als Kamera anbieten.</translation>
    </message>
    <message>
        <source>Measure my &amp;anonymity</source>
        <translation>Anonymität &amp;messen</translation>
    </message>
    <message>
        <source>Once a second, on this computer and in memory only: would a recogniser know you in what others see?</source>
        <translation>Einmal je Sekunde, nur auf diesem Computer und nur im Arbeitsspeicher: Würde eine Gesichtserkennung dich in dem erkennen, was andere sehen?</translation>
    </message>
    <message>
        <source>&amp;Add photoreal faces…</source>
        <translation>&amp;Fotorealistische hinzufügen…</translation>
    </message>
    <message>
        <source>Nine faces of no real person, downloaded once.</source>
        <translation>Neun Gesichter, die niemandem gehören; einmal herunterzuladen.</translation>
    </message>
    <message>
        <source>&amp;Mix faces…</source>
        <translation>Gesichter &amp;mischen…</translation>
    </message>
    <message>
        <source>Make a face of your own from others.</source>
        <translation>Aus anderen ein eigenes Gesicht machen.</translation>
    </message>
    <message>
        <source>&amp;Invent a face</source>
        <translation>Gesicht &amp;erfinden</translation>
    </message>
    <message>
        <source>Mix one that nobody chose, and put it on.</source>
        <translation>Eines mischen, das niemand ausgesucht hat, und es aufsetzen.</translation>
    </message>
    <message>
        <source>&amp;Search faces</source>
        <translation>Gesichter &amp;suchen</translation>
    </message>
    <message>
        <source>Find a face by its name or description.</source>
        <translation>Ein Gesicht nach Name oder Beschreibung finden.</translation>
    </message>
    <message>
        <source>&amp;Mirror preview</source>
        <translation>Vorschau &amp;spiegeln</translation>
    </message>
    <message>
        <source>Only here: others see you the right way round.</source>
        <translation>Nur hier: Andere sehen dich richtig herum.</translation>
    </message>
    <message>
        <source>&amp;Keep what others see now</source>
        <translation>Was andere jetzt sehen, &amp;behalten</translation>
    </message>
    <message>
        <source>As a picture in your own folder for pictures.</source>
        <translation>Als Bild in deinem Ordner für Bilder.</translation>
    </message>
    <message>
        <source>What &amp;others see</source>
        <translation>Was &amp;andere sehen</translation>
    </message>
    <message>
        <source>Show only the covered picture.</source>
        <translation>Nur das verdeckte Bild zeigen.</translation>
    </message>
    <message>
        <source>Compare in &amp;halves</source>
        <translation>&amp;Halb und halb vergleichen</translation>
    </message>
    <message>
        <source>On the left your camera&apos;s picture, for your eyes only.</source>
        <translation>Links das Bild deiner Kamera, nur für deine Augen.</translation>
    </message>
    <message>
        <source>Compare &amp;side by side</source>
        <translation>&amp;Nebeneinander vergleichen</translation>
    </message>
    <message>
        <source>Your camera&apos;s picture, for your eyes only, and theirs.</source>
        <translation>Das Bild deiner Kamera, nur für deine Augen, und das der anderen.</translation>
    </message>
</context>
<context>
    <name>ControlsPanel</name>
    <message>
        <source>Skin</source>
        <translation>Haut</translation>
    </message>
    <message>
        <source>If your face cannot be covered</source>
        <translation>Wenn dein Gesicht nicht verdeckt werden kann</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alles zurücksetzen</translation>
    </message>
    <message>
        <source>Everything in this panel as it was at first, the last choice too.</source>
        <translation>Alles hier wieder wie am Anfang, auch die letzte Auswahl.</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>How far the stand-in&apos;s proportions replace yours. More hides you better.</source>
        <translation>Wie weit die Proportionen des Ersatzgesichts deine ersetzen. Mehr verbirgt dich besser.</translation>
    </message>
    <message>
        <source>my proportions</source>
        <translation>meine Proportionen</translation>
    </message>
    <message>
        <source>the stand-in&apos;s</source>
        <translation>wie das Ersatzgesicht</translation>
    </message>
    <message>
        <source>Like this it is easier to recognise you.</source>
        <translation>So bist du leichter zu erkennen.</translation>
    </message>
    <message>
        <source>Size of the features</source>
        <translation>Größe der Gesichtszüge</translation>
    </message>
    <message>
        <source>Makes eyes, nose and mouth smaller or larger. As much stays covered.</source>
        <translation>Macht Augen, Nase und Mund kleiner oder größer. Verdeckt bleibt gleich viel.</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>kleiner</translation>
    </message>
    <message>
        <source>larger</source>
        <translation>größer</translation>
    </message>
    <message>
        <source>Clear features</source>
        <translation>Klare Gesichtszüge</translation>
    </message>
    <message>
        <source>Less makes a smooth face of the stand-in, never your own.</source>
        <translation>Weniger glättet das Ersatzgesicht; dein eigenes wird es nie.</translation>
    </message>
    <message>
        <source>smooth face</source>
        <translation>glattes Gesicht</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Schärfe</translation>
    </message>
    <message>
        <source>Makes the drawn face crisper than your camera is.</source>
        <translation>Macht das gezeichnete Gesicht schärfer als deine Kamera.</translation>
    </message>
    <message>
        <source>as my camera</source>
        <translation>wie meine Kamera</translation>
    </message>
    <message>
        <source>crisper</source>
        <translation>schärfer</translation>
    </message>
    <message>
        <source>Colour match</source>
        <translation>Farbangleichung</translation>
    </message>
    <message>
        <source>How much of your skin&apos;s tone the stand-in takes on.</source>
        <translation>Wie viel von deinem Hautton das Ersatzgesicht annimmt.</translation>
    </message>
    <message>
        <source>only my light</source>
        <translation>nur mein Licht</translation>
    </message>
    <message>
        <source>my skin</source>
        <translation>meine Haut</translation>
    </message>
    <message>
        <source>Match my skin</source>
        <translation>An meine Haut anpassen</translation>
    </message>
    <message>
        <source>Nothing around the face is touched.</source>
        <translation>Um das Gesicht herum bleibt alles, wie es ist.</translation>
    </message>
    <message>
        <source>The stand-in takes on the tone of your skin.</source>
        <translation>Das Ersatzgesicht nimmt deinen Hautton an.</translation>
    </message>
    <message>
        <source>Match the stand-in&apos;s skin</source>
        <translation>An die Haut des Ersatzgesichts anpassen</translation>
    </message>
    <message>
        <source>Your ears, neck and hairline are tinted; your hands are not.</source>
        <translation>Ohren, Hals und Haaransatz werden eingefärbt, deine Hände nicht.</translation>
    </message>
    <message>
        <source>A wall of the colour of your skin may be tinted near the neck.</source>
        <translation>Eine Wand in der Farbe deiner Haut kann nahe am Hals mit eingefärbt werden.</translation>
    </message>
    <message>
        <source>Hold the last picture</source>
        <translation>Letztes Bild halten</translation>
    </message>
    <message>
        <source>The last covered one stays for a second, then a plain card.</source>
        <translation>Das letzte verdeckte bleibt eine Sekunde, dann kommt ein neutrales Bild.</translation>
    </message>
    <message>
        <source>Others hardly notice when it is short.</source>
        <translation>Ist es kurz, merken es andere kaum.</translation>
    </message>
    <message>
        <source>Coarse blocks</source>
        <translation>Grobe Klötzchen</translation>
    </message>
    <message>
        <source>Over every face; over the whole picture if in doubt.</source>
        <translation>Über jedem Gesicht; im Zweifel über dem ganzen Bild.</translation>
    </message>
    <message>
        <source>The rest of the picture goes on moving.</source>
        <translation>Der Rest des Bildes bewegt sich weiter.</translation>
    </message>
    <message>
        <source>A plain card</source>
        <translation>Ein neutrales Bild</translation>
    </message>
    <message>
        <source>At once: it says that the camera is covered.</source>
        <translation>Sofort: Darauf steht, dass die Kamera verdeckt ist.</translation>
    </message>
    <message>
        <source>Nothing of the camera&apos;s picture is seen.</source>
        <translation>Vom Bild der Kamera ist nichts zu sehen.</translation>
    </message>
    <message>
        <source>If your face cannot be covered, others see</source>
        <translation>Wenn dein Gesicht nicht verdeckt werden kann, sehen andere</translation>
    </message>
    <message>
        <source>Off while your skin is matched to the stand-in&apos;s.</source>
        <translation>Aus, solange deine Haut an das Ersatzgesicht angepasst wird.</translation>
    </message>
</context>
<context>
    <name>EngineLink</name>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>The engine fails: others see the shield.</source>
        <translation>Das Verfahren versagt: Andere sehen den Schutz.</translation>
    </message>
    <message>
        <source>Too slow with the enhancer: it is off for now.</source>
        <translation>Mit dem Verbesserer zu langsam: Er ist vorerst aus.</translation>
    </message>
    <message>
        <source>Too slow with pixel boost: it is off for now.</source>
        <translation>Mit Pixel-Boost zu langsam: Er ist vorerst aus.</translation>
    </message>
    <message>
        <source>Too slow for your camera: the built-in engine draws for now.</source>
        <translation>Zu langsam für deine Kamera: Vorerst zeichnet das eingebaute Verfahren.</translation>
    </message>
    <message>
        <source>The enhancer fails: faces stay as drawn.</source>
        <translation>Der Verbesserer versagt: Gesichter bleiben wie gezeichnet.</translation>
    </message>
</context>
<context>
    <name>EnginePanel</name>
    <message>
        <source>What draws the face</source>
        <translation>Was das Gesicht zeichnet</translation>
    </message>
    <message>
        <source>What networks run on</source>
        <translation>Worauf Netze laufen</translation>
    </message>
    <message>
        <source>Pixel boost</source>
        <translation>Pixel-Boost</translation>
    </message>
    <message>
        <source>In front of the face</source>
        <translation>Vor dem Gesicht</translation>
    </message>
    <message>
        <source>Enhancer</source>
        <translation>Verbesserer</translation>
    </message>
    <message>
        <source>Where your computer is too slow, the enhancer goes first, then pixel boost, then the engine. They come back by themselves.</source>
        <translation>Wo dein Computer zu langsam ist, fällt erst der Verbesserer weg, dann der Pixel-Boost, dann das Verfahren. Sie kommen von selbst zurück.</translation>
    </message>
    <message>
        <source>Keep up with the camera</source>
        <translation>Mit der Kamera Schritt halten</translation>
    </message>
    <message>
        <source>Get networks…</source>
        <translation>Netze holen …</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>Figur</translation>
    </message>
    <message>
        <source>How far the character&apos;s face is its own.</source>
        <translation>Wie weit das Gesicht der Figur ihr eigenes ist.</translation>
    </message>
    <message>
        <source>more of you</source>
        <translation>mehr von dir</translation>
    </message>
    <message>
        <source>all its own</source>
        <translation>ganz ihr eigenes</translation>
    </message>
    <message>
        <source>Enhancer&apos;s strength</source>
        <translation>Stärke des Verbesserers</translation>
    </message>
    <message>
        <source>How much of the enhanced face is seen.</source>
        <translation>Wie viel vom verbesserten Gesicht zu sehen ist.</translation>
    </message>
    <message>
        <source>as drawn</source>
        <translation>wie gezeichnet</translation>
    </message>
    <message>
        <source>enhanced</source>
        <translation>verbessert</translation>
    </message>
    <message>
        <source>Fidelity</source>
        <translation>Treue</translation>
    </message>
    <message>
        <source>Less lets CodeFormer invent more.</source>
        <translation>Weniger lässt CodeFormer mehr erfinden.</translation>
    </message>
    <message>
        <source>invents</source>
        <translation>erfindet</translation>
    </message>
    <message>
        <source>true to the drawn</source>
        <translation>treu zum Gezeichneten</translation>
    </message>
    <message>
        <source>Less noise</source>
        <translation>Weniger Rauschen</translation>
    </message>
    <message>
        <source>Smooths grain and pores, and leaves edges.</source>
        <translation>Glättet Körnung und Poren und lässt Kanten stehen.</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>wie es ist</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>glatt</translation>
    </message>
    <message>
        <source>Crispness</source>
        <translation>Schärfe danach</translation>
    </message>
    <message>
        <source>Makes the enhanced face crisper.</source>
        <translation>Macht das verbesserte Gesicht schärfer.</translation>
    </message>
    <message>
        <source>crisper</source>
        <translation>schärfer</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>More contrast in small things; tone and shading stay.</source>
        <translation>Mehr Kontrast im Kleinen; Ton und Schatten bleiben.</translation>
    </message>
    <message>
        <source>more</source>
        <translation>mehr</translation>
    </message>
    <message>
        <source>The built-in one needs nothing more. Swap networks need a graphics card.</source>
        <translation>Das eingebaute Verfahren braucht nichts weiter. Tauschnetze brauchen eine Grafikkarte.</translation>
    </message>
    <message>
        <source>A network of 128 pixels draws more of them, in 4 or 16 runs.</source>
        <translation>Ein Netz mit 128 Pixeln zeichnet mehr davon, in 4 oder 16 Durchläufen.</translation>
    </message>
    <message>
        <source>What a mask network sees before the face&apos;s rim stays in front of it.</source>
        <translation>Was ein Maskennetz vor dem Rand des Gesichts sieht, bleibt davor.</translation>
    </message>
    <message>
        <source>A further network makes the drawn face crisp.</source>
        <translation>Ein weiteres Netz macht das gezeichnete Gesicht scharf.</translation>
    </message>
    <message>
        <source>Automatic: a short trial finds the fastest.</source>
        <translation>Automatisch: Ein kurzer Versuch findet das Schnellste.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Built in (mesh)</source>
        <translation>Eingebaut (Mesh)</translation>
    </message>
    <message>
        <source>{name} (not installed)</source>
        <translation>{name} (nicht installiert)</translation>
    </message>
</context>
<context>
    <name>FaceList</name>
    <message>
        <source>{name}: {description}</source>
        <translation>{name}: {description}</translation>
    </message>
</context>
<context>
    <name>Faces</name>
    <message>
        <source>People</source>
        <translation>Menschen</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Figuren</translation>
    </message>
    <message>
        <source>Photoreal</source>
        <translation>Fotorealistisch</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Deine eigenen</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FacesLink</name>
    <message>
        <source>&amp;Remove</source>
        <translation>E&amp;ntfernen</translation>
    </message>
    <message>
        <source>“{name}”…</source>
        <translation>„{name}“…</translation>
    </message>
    <message>
        <source>Photoreal faces…</source>
        <translation>Fotorealistische Gesichter…</translation>
    </message>
    <message>
        <source>This is {name}. {description}</source>
        <translation>Das ist {name}. {description}</translation>
    </message>
    <message>
        <source>Removed: {what}.</source>
        <translation>Entfernt: {what}.</translation>
    </message>
    <message>
        <source>The photoreal faces are there. Pick one.</source>
        <translation>Die fotorealistischen Gesichter sind da. Such dir eines aus.</translation>
    </message>
    <message>
        <source>Remove the photoreal faces?</source>
        <translation>Die fotorealistischen Gesichter entfernen?</translation>
    </message>
    <message>
        <source>They are deleted from this computer; adding them again downloads them again. Faces that you mixed from them cannot be put on until then.</source>
        <translation>Sie werden von diesem Computer gelöscht; sie wieder hinzuzufügen lädt sie neu herunter. Gesichter, die du aus ihnen gemischt hast, lassen sich bis dahin nicht aufsetzen.</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>„{name}“ entfernen?</translation>
    </message>
    <message>
        <source>{description} You can mix it again.</source>
        <translation>{description} Du kannst es wieder mischen.</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Look for cameras</source>
        <translation>Kameras suchen</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modelle…</translation>
    </message>
    <message>
        <source>Switch it on again</source>
        <translation>Wieder einschalten</translation>
    </message>
    <message>
        <source>No camera was found.</source>
        <translation>Keine Kamera gefunden.</translation>
    </message>
    <message>
        <source>The camera “{what}” was not found.</source>
        <translation>Die Kamera „{what}“ wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>Plug it in and look again, or choose another picture.</source>
        <translation>Stecke sie ein und suche erneut, oder wähle ein anderes Bild.</translation>
    </message>
    <message>
        <source>Another program may be using the camera.</source>
        <translation>Vielleicht benutzt ein anderes Programm die Kamera.</translation>
    </message>
    <message>
        <source>Another program may be using the camera “{what}”.</source>
        <translation>Vielleicht benutzt ein anderes Programm die Kamera „{what}“.</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the camera.</source>
        <translation>Understudy darf die Kamera nicht benutzen.</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the camera “{what}”.</source>
        <translation>Understudy darf die Kamera „{what}“ nicht benutzen.</translation>
    </message>
    <message>
        <source>The camera stopped giving pictures.</source>
        <translation>Die Kamera liefert kein Bild mehr.</translation>
    </message>
    <message>
        <source>The camera “{what}” stopped giving pictures.</source>
        <translation>Die Kamera „{what}“ liefert kein Bild mehr.</translation>
    </message>
    <message>
        <source>A file that Understudy needs is missing.</source>
        <translation>Eine Datei, die Understudy braucht, fehlt.</translation>
    </message>
    <message>
        <source>A file that Understudy needs is missing: “{what}”.</source>
        <translation>Eine Datei, die Understudy braucht, fehlt: „{what}“.</translation>
    </message>
    <message>
        <source>A file that Understudy needs was altered or is damaged.</source>
        <translation>Eine Datei, die Understudy braucht, wurde verändert oder ist beschädigt.</translation>
    </message>
    <message>
        <source>A file that Understudy needs was altered or is damaged: “{what}”.</source>
        <translation>Eine Datei, die Understudy braucht, wurde verändert oder ist beschädigt: „{what}“.</translation>
    </message>
    <message>
        <source>The graphics card cannot be used.</source>
        <translation>Die Grafikkarte kann nicht genutzt werden.</translation>
    </message>
    <message>
        <source>The processor does its work: you stay covered, but the picture may be slower. A newer driver of the graphics card may help.</source>
        <translation>Der Prozessor übernimmt: Du bleibst verdeckt, aber das Bild kann langsamer sein. Ein neuerer Grafiktreiber hilft vielleicht.</translation>
    </message>
    <message>
        <source>A file of weights is not installed.</source>
        <translation>Eine Datei mit Gewichten ist nicht installiert.</translation>
    </message>
    <message>
        <source>The weights “{what}” are not installed.</source>
        <translation>Die Gewichte „{what}“ sind nicht installiert.</translation>
    </message>
    <message>
        <source>They can be downloaded, if you wish.</source>
        <translation>Du kannst sie herunterladen, wenn du möchtest.</translation>
    </message>
    <message>
        <source>A file of weights is damaged, or another file.</source>
        <translation>Eine Datei mit Gewichten ist beschädigt oder eine andere Datei.</translation>
    </message>
    <message>
        <source>The weights “{what}” are damaged, or another file.</source>
        <translation>Die Gewichte „{what}“ sind beschädigt oder eine andere Datei.</translation>
    </message>
    <message>
        <source>Remove the file, and get it again.</source>
        <translation>Entferne die Datei und hole sie neu.</translation>
    </message>
    <message>
        <source>A pack of faces was altered or is damaged, so it is not used.</source>
        <translation>Ein Paket mit Gesichtern wurde verändert oder ist beschädigt und wird deshalb nicht benutzt.</translation>
    </message>
    <message>
        <source>The face “{what}” was altered or is damaged, so it is not put on.</source>
        <translation>Das Gesicht „{what}“ wurde verändert oder ist beschädigt und wird deshalb nicht aufgesetzt.</translation>
    </message>
    <message>
        <source>This computer has no virtual camera.</source>
        <translation>Dieser Computer hat keine virtuelle Kamera.</translation>
    </message>
    <message>
        <source>This computer has no virtual camera “{what}”.</source>
        <translation>Dieser Computer hat keine virtuelle Kamera „{what}“.</translation>
    </message>
    <message>
        <source>Understudy goes on without; only you see the preview on this system.</source>
        <translation>Understudy läuft ohne sie weiter; auf diesem System siehst nur du die Vorschau.</translation>
    </message>
    <message>
        <source>Another program is using the virtual camera.</source>
        <translation>Ein anderes Programm benutzt die virtuelle Kamera.</translation>
    </message>
    <message>
        <source>Another program is using the virtual camera “{what}”.</source>
        <translation>Ein anderes Programm benutzt die virtuelle Kamera „{what}“.</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the virtual camera.</source>
        <translation>Understudy darf die virtuelle Kamera nicht benutzen.</translation>
    </message>
    <message>
        <source>The virtual camera stopped taking pictures.</source>
        <translation>Die virtuelle Kamera nimmt kein Bild mehr an.</translation>
    </message>
    <message>
        <source>Calls see nothing of you now. Once it is back, so is your picture.</source>
        <translation>Anrufe sehen jetzt nichts von dir. Ist sie wieder da, ist es auch dein Bild.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Die Festplatte ist voll.</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>Schaffe etwas Platz und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Something went wrong inside Understudy.</source>
        <translation>In Understudy ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Your own face was not shown. Try again; if it happens again, close Understudy and open it anew.</source>
        <translation>Dein eigenes Gesicht war nicht zu sehen. Versuche es noch einmal; passiert es wieder, schließe Understudy und öffne es neu.</translation>
    </message>
    <message>
        <source>This picture cannot be used.</source>
        <translation>Dieses Bild kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>Something cannot be written.</source>
        <translation>Etwas kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>This face cannot be used.</source>
        <translation>Dieses Gesicht kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>A part of Understudy does not work.</source>
        <translation>Ein Teil von Understudy funktioniert nicht.</translation>
    </message>
    <message>
        <source>The download did not work.</source>
        <translation>Das Herunterladen hat nicht geklappt.</translation>
    </message>
    <message>
        <source>Your settings could not be kept.</source>
        <translation>Deine Einstellungen konnten nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>This does not make sense to Understudy.</source>
        <translation>Damit kann Understudy nichts anfangen.</translation>
    </message>
    <message>
        <source>Your settings could not be read as they were.</source>
        <translation>Deine Einstellungen konnten nicht so gelesen werden, wie sie waren.</translation>
    </message>
    <message>
        <source>.</source>
        <translation>.</translation>
    </message>
</context>
<context>
    <name>FinishPanel</name>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>A courtesy: at your edges something of the room may shine through.</source>
        <translation>Eine Annehmlichkeit: An deinen Rändern kann etwas vom Zimmer durchscheinen.</translation>
    </message>
    <message>
        <source>Size of the picture</source>
        <translation>Größe des Bildes</translation>
    </message>
    <message>
        <source>Changing it starts the session over; others see a card.</source>
        <translation>Eine Änderung beginnt die Sitzung neu; andere sehen ein neutrales Bild.</translation>
    </message>
    <message>
        <source>Pictures per second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <source>Where the shapes differ</source>
        <translation>Wenn das Format abweicht</translation>
    </message>
    <message>
        <source>&amp;Badge “Computer-made face”</source>
        <translation>&amp;Kennzeichen „Computer-made face“</translation>
    </message>
    <message>
        <source>A small mark at the lower left. In some places the law asks for it.</source>
        <translation>Ein kleines Zeichen unten links. Mancherorts verlangt es das Gesetz.</translation>
    </message>
    <message>
        <source>Back&amp;ground</source>
        <translation>&amp;Hintergrund</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>G&amp;röße</translation>
    </message>
    <message>
        <source>Pi&amp;ctures per second</source>
        <translation>Bilder &amp;je Sekunde</translation>
    </message>
    <message>
        <source>Where the s&amp;hapes differ</source>
        <translation>&amp;Wenn das Format abweicht</translation>
    </message>
    <message>
        <source>My room as it is</source>
        <translation>Mein Zimmer, wie es ist</translation>
    </message>
    <message>
        <source>My room, blurred</source>
        <translation>Mein Zimmer, unscharf</translation>
    </message>
    <message>
        <source>A picture…</source>
        <translation>Ein Bild…</translation>
    </message>
    <message>
        <source>As the camera</source>
        <translation>Wie die Kamera</translation>
    </message>
    <message>
        <source>Fill the picture, cut off the rest</source>
        <translation>Bild füllen, Rest abschneiden</translation>
    </message>
    <message>
        <source>Show all, with bars</source>
        <translation>Alles zeigen, mit Balken</translation>
    </message>
    <message>
        <source>A picture for the background</source>
        <translation>Ein Bild für den Hintergrund</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>Bilder ({endings})</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>1. Your camera</source>
        <translation>1. Deine Kamera</translation>
    </message>
    <message>
        <source>Understudy looks at your camera and puts another face over yours. The picture stays on this computer until you switch an output on, and only the covered one ever leaves.</source>
        <translation>Understudy schaut durch deine Kamera und legt ein anderes Gesicht über deines. Das Bild bleibt auf diesem Computer, bis du eine Ausgabe einschaltest, und nur das verdeckte verlässt ihn je.</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Erneut suchen</translation>
    </message>
    <message>
        <source>2. A face</source>
        <translation>2. Ein Gesicht</translation>
    </message>
    <message>
        <source>Pick one that is unlike you: look-alikes give you away. You can change it at any time, also in a call.</source>
        <translation>Nimm eines, das dir nicht ähnelt: Ein Doppelgänger verrät dich. Du kannst es jederzeit wechseln, auch im Anruf.</translation>
    </message>
    <message>
        <source>3. Into the call</source>
        <translation>3. Hinein in den Anruf</translation>
    </message>
    <message>
        <source>Zoom, Meet and the others take the covered picture from a virtual camera. Switch it on in the window, and choose it in the call as your camera.</source>
        <translation>Zoom, Meet und die anderen nehmen das verdeckte Bild von einer virtuellen Kamera. Schalte sie im Fenster ein und wähle sie im Anruf als deine Kamera.</translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation>Erneut &amp;prüfen</translation>
    </message>
    <message>
        <source>Your hair, ears, neck and the outline of your head stay visible.</source>
        <translation>Haare, Ohren, Hals und der Umriss deines Kopfes bleiben sichtbar.</translation>
    </message>
    <message>
        <source>So do body, hands, clothes and your room.</source>
        <translation>Ebenso Körper, Hände, Kleidung und dein Zimmer.</translation>
    </message>
    <message>
        <source>Your voice is not changed.</source>
        <translation>Deine Stimme wird nicht verändert.</translation>
    </message>
    <message>
        <source>The way you move and speak stays yours: people who know you may know you.</source>
        <translation>Wie du dich bewegst und sprichst, bleibt dein: Wer dich kennt, erkennt dich vielleicht.</translation>
    </message>
    <message>
        <source>Faces far behind you, lower than about a tenth of the picture, may stay uncovered.</source>
        <translation>Gesichter weit hinter dir, niedriger als etwa ein Zehntel des Bildes, können unverdeckt bleiben.</translation>
    </message>
    <message>
        <source>What it does not hide</source>
        <translation>Was es nicht verbirgt</translation>
    </message>
    <message>
        <source>Your face is covered, or a card is shown: never your own picture. But a face is not all that you are.</source>
        <translation>Dein Gesicht ist verdeckt, oder es kommt ein neutrales Bild: nie dein eigenes. Aber ein Gesicht ist nicht alles, was dich ausmacht.</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} von {pages}</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No camera was found. Plug one in; if there is one, {allow}. Until then you can try everything with the demo clip.</source>
        <translation>Keine Kamera gefunden. Stecke eine ein; wenn eine da ist, {allow}. Bis dahin kannst du alles mit dem Demovideo ausprobieren.</translation>
    </message>
    <message>
        <source>Found: {names}. Should it stay dark, {allow}.</source>
        <translation>Gefunden: {names}. Falls das Bild dunkel bleibt, {allow}.</translation>
    </message>
    <message>
        <source>Looking for a virtual camera…</source>
        <translation>Virtuelle Kamera wird gesucht…</translation>
    </message>
    <message>
        <source>Ready: “{name}”.</source>
        <translation>Bereit: „{name}“.</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Stand-in face</source>
        <translation>Ersatzgesicht</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>{name}, favourite: {description}</source>
        <translation>{name}, Favorit: {description}</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>Aus den Favoriten entfernen</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>Zu den Favoriten hinzufügen</translation>
    </message>
    <message>
        <source>Remove “{name}”…</source>
        <translation>„{name}“ entfernen…</translation>
    </message>
</context>
<context>
    <name>GalleryBar</name>
    <message>
        <source>Search faces</source>
        <translation>Gesichter suchen</translation>
    </message>
    <message>
        <source>By name, or by what is said about a face.</source>
        <translation>Nach dem Namen oder nach der Beschreibung eines Gesichts.</translation>
    </message>
    <message>
        <source>Show all faces</source>
        <translation>Alle Gesichter zeigen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>End the search and show all faces.</source>
        <translation>Die Suche beenden und alle Gesichter zeigen.</translation>
    </message>
    <message>
        <source>No face is called “{query}”.</source>
        <translation>Kein Gesicht passt zu „{query}“.</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GlobalKey</name>
    <message>
        <source>{key} shields at once, whichever program you are in.</source>
        <translation>{key} schirmt sofort ab, in welchem Programm du auch bist.</translation>
    </message>
    <message>
        <source>The shield key works while Understudy&apos;s window or its icon beside the clock is used; {system} gives no program a key everywhere.</source>
        <translation>Die Taste zum Abschirmen wirkt, solange das Fenster von Understudy oder das Symbol neben der Uhr benutzt wird; {system} gibt keinem Programm eine Taste für überall.</translation>
    </message>
    <message>
        <source>Another program has taken this key: the shield key works while Understudy&apos;s window or its icon beside the clock is used.</source>
        <translation>Ein anderes Programm hat diese Taste: Die Taste zum Abschirmen wirkt, solange das Fenster von Understudy oder das Symbol neben der Uhr benutzt wird.</translation>
    </message>
    <message>
        <source>This keyboard has no such key.</source>
        <translation>Diese Tastatur hat keine solche Taste.</translation>
    </message>
    <message>
        <source>The shield key works while Understudy&apos;s window or its icon beside the clock is used: the display hands out no other.</source>
        <translation>Die Taste zum Abschirmen wirkt, solange das Fenster von Understudy oder das Symbol neben der Uhr benutzt wird: Die Anzeige vergibt keine andere.</translation>
    </message>
</context>
<context>
    <name>Installation</name>
    <message>
        <source>the faces that are there already cannot be read</source>
        <translation>Die Gesichter, die schon da sind, können nicht gelesen werden</translation>
    </message>
    <message>
        <source>Fetching the pictures: {done} of {total} MB</source>
        <translation>Bilder werden geholt: {done} von {total} MB</translation>
    </message>
    <message>
        <source>Making {name}: {number} of {total}</source>
        <translation>{name} entsteht: {number} von {total}</translation>
    </message>
</context>
<context>
    <name>LanguageMenu</name>
    <message>
        <source>&amp;Language</source>
        <translation>Sprache (&amp;Language)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Profiles</source>
        <translation>&amp;Profile</translation>
    </message>
    <message>
        <source>Others see</source>
        <translation>Andere sehen</translation>
    </message>
    <message>
        <source>Halves</source>
        <translation>Halb/halb</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Your stand-in face is on</source>
        <translation>Dein Ersatzgesicht ist aufgesetzt</translation>
    </message>
    <message>
        <source>Ready when you are</source>
        <translation>Bereit, wenn du es bist</translation>
    </message>
    <message>
        <source>Pick a face and press Start. Here you see what others will see.</source>
        <translation>Wähle ein Gesicht und drücke Starten. Hier siehst du, was andere sehen werden.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird gestoppt…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Wird gestartet…</translation>
    </message>
    <message>
        <source>Your own face is never shown.</source>
        <translation>Dein eigenes Gesicht ist nie zu sehen.</translation>
    </message>
    <message>
        <source>There is no picture yet.</source>
        <translation>Es gibt noch kein Bild.</translation>
    </message>
    <message>
        <source>Kept in your folder for pictures: {file}.</source>
        <translation>In deinem Ordner für Bilder gespeichert: {file}.</translation>
    </message>
    <message>
        <source>Others cannot see your camera&apos;s picture in the call. But programs that record or share your screen can: do not share this window.</source>
        <translation>Im Anruf sehen andere das Bild deiner Kamera nicht. Programme, die deinen Bildschirm aufnehmen oder teilen, aber schon: Teile dieses Fenster nicht.</translation>
    </message>
    <message>
        <source>Open a video or a picture</source>
        <translation>Video oder Bild öffnen</translation>
    </message>
    <message>
        <source>Videos and pictures ({endings})</source>
        <translation>Videos und Bilder ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>MeterRow</name>
    <message>
        <source>A face recogniser compares what others see with your camera&apos;s picture, once a second, on this computer; nothing of it is kept. Left: like a stranger. At the mark it takes the picture for you. It says nothing of your voice, hair or room.</source>
        <translation>Eine Gesichtserkennung vergleicht einmal je Sekunde auf diesem Computer, was andere sehen, mit dem Bild deiner Kamera; nichts davon wird behalten. Links: wie ein Fremder. An der Marke hält sie das Bild für dich. Über Stimme, Haare oder Zimmer sagt sie nichts.</translation>
    </message>
    <message>
        <source>Anonymity: waiting for your covered face…</source>
        <translation>Anonymität: Warten auf dein verdecktes Gesicht…</translation>
    </message>
    <message>
        <source>A recogniser knows you in this face: choose another one.</source>
        <translation>Eine Gesichtserkennung erkennt dich in diesem Gesicht: Nimm ein anderes.</translation>
    </message>
    <message>
        <source>This face comes close to you: another one is safer.</source>
        <translation>Dieses Gesicht kommt dir nahe: Ein anderes ist sicherer.</translation>
    </message>
    <message>
        <source>Recognisers do not know you in this face.</source>
        <translation>Gesichtserkennungen erkennen dich in diesem Gesicht nicht.</translation>
    </message>
</context>
<context>
    <name>MixDialog</name>
    <message>
        <source>Mix faces</source>
        <translation>Gesichter mischen</translation>
    </message>
    <message>
        <source>&amp;Another variation</source>
        <translation>&amp;Andere Variante</translation>
    </message>
    <message>
        <source>The same faces, but brows, eyes, lips and skin are others&apos; of them.</source>
        <translation>Dieselben Gesichter, aber Brauen, Augen, Lippen und Haut kommen von anderen davon.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Save and put on</source>
        <translation>&amp;Speichern und aufsetzen</translation>
    </message>
    <message>
        <source>Which faces?</source>
        <translation>Welche Gesichter?</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>Was dabei herauskommt</translation>
    </message>
    <message>
        <source>Choose {n} faces or more</source>
        <translation>Wähle {n} Gesichter oder mehr</translation>
    </message>
    <message>
        <source>Mixing…</source>
        <translation>Wird gemischt…</translation>
    </message>
    <message>
        <source>This cannot be mixed</source>
        <translation>Das lässt sich nicht mischen</translation>
    </message>
    <message>
        <source>Choose {least} to {most} faces: people or characters, not both.</source>
        <translation>Wähle {least} bis {most} Gesichter: Menschen oder Figuren, nicht beides.</translation>
    </message>
    <message>
        <source>{name} gives {share} %. With more than {most} % one would still recognise {name}: take some away, or give the others more.</source>
        <translation>{name} gibt {share}&#xa0;%. Bei mehr als {most}&#xa0;% würde man {name} noch erkennen: Nimm etwas weg oder gib den anderen mehr.</translation>
    </message>
    <message>
        <source>None may give more than {most} %: nobody is to be recognised in it.</source>
        <translation>Keines darf mehr als {most}&#xa0;% geben: Niemand soll darin zu erkennen sein.</translation>
    </message>
    <message>
        <source>That is as many as can be mixed. None may give more than {most} %.</source>
        <translation>Mehr lassen sich nicht mischen. Keines darf mehr als {most}&#xa0;% geben.</translation>
    </message>
    <message>
        <source>You have a face of that name already.</source>
        <translation>Du hast schon ein Gesicht mit diesem Namen.</translation>
    </message>
</context>
<context>
    <name>MixedPicture</name>
    <message>
        <source>The mixed face</source>
        <translation>Das gemischte Gesicht</translation>
    </message>
</context>
<context>
    <name>ModePicker</name>
    <message>
        <source>Size and rate of the camera</source>
        <translation>Größe und Bildrate der Kamera</translation>
    </message>
    <message>
        <source>What the camera is asked for. Larger pictures take a faster computer.</source>
        <translation>Was von der Kamera verlangt wird. Größere Bilder brauchen einen schnelleren Computer.</translation>
    </message>
    <message>
        <source>Usual size ({mode})</source>
        <translation>Übliche Größe ({mode})</translation>
    </message>
    <message>
        <source>{width} × {height}, {fps} fps</source>
        <translation>{width} × {height}, {fps} fps</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>It cannot be used yet: {command}</source>
        <translation>Noch nicht verwendbar: {command}</translation>
    </message>
    <message>
        <source>Progress of {name}</source>
        <translation>Fortschritt von {name}</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>Neu herunterladen</translation>
    </message>
    <message>
        <source>{done} MB</source>
        <translation>{done} MB</translation>
    </message>
    <message>
        <source>{done} of {total} MB</source>
        <translation>{done} von {total} MB</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>Wird heruntergeladen…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird gestoppt…</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Wird entfernt…</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <source>Installed by another program</source>
        <translation>Von einem anderen Programm installiert</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Altered or damaged</source>
        <translation>Verändert oder beschädigt</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>Nicht installiert</translation>
    </message>
    <message>
        <source>The anonymity meter asks it whether you are known.</source>
        <translation>Damit prüft die Anonymitätsmessung, ob du zu erkennen bist.</translation>
    </message>
    <message>
        <source>A judge of “understudy evaluate”.</source>
        <translation>Ein Prüfer von „understudy evaluate“.</translation>
    </message>
    <message>
        <source>A further judge of “understudy evaluate”, once scripts/calibrate_judges.py has measured its threshold on photos.</source>
        <translation>Ein weiterer Prüfer von „understudy evaluate“, sobald scripts/calibrate_judges.py seine Schwelle an Fotos gemessen hat.</translation>
    </message>
    <message>
        <source>Draws the face: page “Look”.</source>
        <translation>Zeichnet das Gesicht: Seite „Optik“.</translation>
    </message>
    <message>
        <source>Tells swap networks who the stand-in is.</source>
        <translation>Sagt Tauschnetzen, wer der Ersatz ist.</translation>
    </message>
    <message>
        <source>Makes the drawn face crisp: page “Look”.</source>
        <translation>Macht das gezeichnete Gesicht scharf: Seite „Optik“.</translation>
    </message>
    <message>
        <source>Leaves hair and hands before the face&apos;s rim: page “Look”.</source>
        <translation>Lässt Haare und Hände vor dem Rand des Gesichts: Seite „Optik“.</translation>
    </message>
    <message>
        <source>Enlarges films: “understudy run --upscale”.</source>
        <translation>Vergrößert Filme: „understudy run --upscale“.</translation>
    </message>
    <message>
        <source>A file in ONNX is made of it once.</source>
        <translation>Daraus wird einmal eine Datei in ONNX gemacht.</translation>
    </message>
    <message>
        <source>Looks for faces: “understudy run --detector scrfd”.</source>
        <translation>Sucht Gesichter: „understudy run --detector scrfd“.</translation>
    </message>
    <message>
        <source>Needed by {names}.</source>
        <translation>Wird gebraucht von {names}.</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>Licence: {names}</source>
        <translation>Lizenz: {names}</translation>
    </message>
</context>
<context>
    <name>ModelShelf</name>
    <message>
        <source>It is installed; every byte is as published.</source>
        <translation>Es ist installiert; jedes Byte ist so, wie es veröffentlicht wurde.</translation>
    </message>
    <message>
        <source>Every byte is as published.</source>
        <translation>Jedes Byte ist so, wie es veröffentlicht wurde.</translation>
    </message>
    <message>
        <source>It was taken from your file.</source>
        <translation>Es wurde aus deiner Datei übernommen.</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Understudy works without any of these. They are downloaded only when you press the button, checked, and kept on this computer.</source>
        <translation>Understudy funktioniert auch ohne sie. Sie werden nur heruntergeladen, wenn du den Knopf drückst, dann geprüft und auf diesem Computer behalten.</translation>
    </message>
    <message>
        <source>Photoreal &amp;faces…</source>
        <translation>&amp;Fotorealistische Gesichter…</translation>
    </message>
    <message>
        <source>Nine faces of no real person, downloaded once.</source>
        <translation>Neun Gesichter, die niemandem gehören; einmal herunterzuladen.</translation>
    </message>
    <message>
        <source>&amp;Choose a file…</source>
        <translation>&amp;Datei wählen…</translation>
    </message>
    <message>
        <source>One of these models, or a package that holds it, that you have already.</source>
        <translation>Eines dieser Modelle, oder ein Paket damit, das du schon hast.</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Looking what is there…</source>
        <translation>Es wird nachgesehen, was da ist…</translation>
    </message>
    <message>
        <source>A file with a model</source>
        <translation>Eine Datei mit einem Modell</translation>
    </message>
    <message>
        <source>Checking the file…</source>
        <translation>Die Datei wird geprüft…</translation>
    </message>
    <message>
        <source>Its files are deleted from this computer. You can download them again.</source>
        <translation>Seine Dateien werden von diesem Computer gelöscht. Du kannst sie wieder herunterladen.</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>„{name}“ entfernen?</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>E&amp;ntfernen</translation>
    </message>
    <message>
        <source>{n} of {total} installed, {size} MB on this computer.</source>
        <translation>{n} von {total} installiert, {size} MB auf diesem Computer.</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>Read the file</source>
        <translation>Datei lesen</translation>
    </message>
    <message>
        <source>Look for faces</source>
        <translation>Gesichter suchen</translation>
    </message>
    <message>
        <source>Follow your face</source>
        <translation>Deinem Gesicht folgen</translation>
    </message>
    <message>
        <source>Wait for the look</source>
        <translation>Auf die Suche warten</translation>
    </message>
    <message>
        <source>Draw the stand-in</source>
        <translation>Ersatzgesicht zeichnen</translation>
    </message>
    <message>
        <source>Put it in place</source>
        <translation>Einsetzen</translation>
    </message>
    <message>
        <source>Check the cover</source>
        <translation>Verdeckung prüfen</translation>
    </message>
    <message>
        <source>Background and size</source>
        <translation>Hintergrund und Größe</translation>
    </message>
    <message>
        <source>Show it here</source>
        <translation>Hier zeigen</translation>
    </message>
    <message>
        <source>Send it to calls</source>
        <translation>An Anrufe senden</translation>
    </message>
    <message>
        <source>Record it</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Stream it</source>
        <translation>Streamen</translation>
    </message>
    <message>
        <source>Show it to OBS</source>
        <translation>OBS zeigen</translation>
    </message>
    <message>
        <source>Write to {name}</source>
        <translation>Nach {name} schreiben</translation>
    </message>
    <message>
        <source>Plot of milliseconds per stage</source>
        <translation>Verlauf der Millisekunden je Schritt</translation>
    </message>
    <message>
        <source>A line for each stage over the last minute. The table below has the same figures as they are now.</source>
        <translation>Eine Linie je Schritt über die letzte Minute. Die Tabelle darunter zeigt dieselben Werte, wie sie jetzt sind.</translation>
    </message>
    <message>
        <source>Milliseconds per stage. The table below says which line is which.</source>
        <translation>Millisekunden je Schritt. Die Tabelle darunter sagt, welche Linie welche ist.</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>−{n} s</source>
        <translation>−{n} s</translation>
    </message>
</context>
<context>
    <name>NumbersPanel</name>
    <message>
        <source>Frames per second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <source>Covered pictures that leave the app, over the last second.</source>
        <translation>Verdeckte Bilder, die die App verlassen, in der letzten Sekunde.</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>From the camera&apos;s picture to the covered one being handed over. Half of all frames are faster than the first number, 95 of 100 than the second, 99 than the third.</source>
        <translation>Vom Bild der Kamera, bis das verdeckte übergeben ist. Die Hälfte aller Bilder ist schneller als die erste Zahl, 95 von 100 schneller als die zweite, 99 als die dritte.</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Shielded: others saw a plain card or a mosaic instead of the stand-in.</source>
        <translation>Abgeschirmt: Andere sahen ein neutrales Bild oder Klötzchen statt des Ersatzgesichts.</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Overtaken by a newer picture, so that you are never late.</source>
        <translation>Von einem neueren Bild überholt, damit du nie hinterherhinkst.</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>How much of this computer&apos;s computing power the app takes.</source>
        <translation>Wie viel Rechenleistung dieses Computers die App braucht.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>What the app holds now, and the most it held so far.</source>
        <translation>Was die App jetzt belegt, und das Meiste bisher.</translation>
    </message>
    <message>
        <source>Shielded because</source>
        <translation>Abgeschirmt, weil</translation>
    </message>
    <message>
        <source>Why the stand-in was not shown, and in how many frames.</source>
        <translation>Warum das Ersatzgesicht nicht zu sehen war, und in wie vielen Bildern.</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation>Gezeichnet von</translation>
    </message>
    <message>
        <source>What draws the face, and what it really runs on.</source>
        <translation>Was das Gesicht zeichnet, und worauf es wirklich läuft.</translation>
    </message>
    <message>
        <source>&amp;Copy diagnostics</source>
        <translation>Diagnose &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Diagnose kopieren</translation>
    </message>
    <message>
        <source>Puts versions, these figures and the last log lines on the clipboard, to paste into a report. No pictures, and no names of you, your computer or your files.</source>
        <translation>Legt Versionen, diese Zahlen und die letzten Protokollzeilen in die Zwischenablage, für einen Fehlerbericht. Keine Bilder und keine Namen von dir, deinem Computer oder deinen Dateien.</translation>
    </message>
    <message>
        <source>Milliseconds per stage</source>
        <translation>Millisekunden je Schritt</translation>
    </message>
    <message>
        <source>Choose a row to see its line stand out in the plot.</source>
        <translation>Wähle eine Zeile, um ihre Linie im Verlauf hervorzuheben.</translation>
    </message>
    <message>
        <source>Milliseconds to…</source>
        <translation>Millisekunden für…</translation>
    </message>
    <message>
        <source>What is done with each frame.</source>
        <translation>Was mit jedem Bild geschieht.</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>Half of all frames take less (p50).</source>
        <translation>Die Hälfte aller Bilder braucht weniger (p50).</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>95 of 100 frames take less (p95).</source>
        <translation>95 von 100 Bildern brauchen weniger (p95).</translation>
    </message>
    <message>
        <source>Where the time goes, over the last minute</source>
        <translation>Wohin die Zeit geht, in der letzten Minute</translation>
    </message>
    <message>
        <source>the built-in engine</source>
        <translation>der eingebauten Engine</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>dem Prozessor</translation>
    </message>
    <message>
        <source>{engine}, on {place}</source>
        <translation>{engine}, auf {place}</translation>
    </message>
    <message>
        <source>{p50:.0f} ms usually, {p95:.0f} slow, {p99:.0f} slowest</source>
        <translation>{p50:.0f} ms üblich, {p95:.0f} langsam, {p99:.0f} am langsamsten</translation>
    </message>
    <message>
        <source>{covered} covered, {shielded} shielded</source>
        <translation>{covered} verdeckt, {shielded} abgeschirmt</translation>
    </message>
    <message>
        <source>, {empty} of an empty room</source>
        <translation>, {empty} vom leeren Zimmer</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>{one:.0f} % of one core, {all:.0f} % of all</source>
        <translation>{one:.0f}&#xa0;% eines Kerns, {all:.0f}&#xa0;% von allen</translation>
    </message>
    <message>
        <source>at most {peak:.0f} MB so far</source>
        <translation>höchstens {peak:.0f} MB bisher</translation>
    </message>
    <message>
        <source>{now:.0f} MB, at most {peak:.0f} MB so far</source>
        <translation>{now:.0f} MB, höchstens {peak:.0f} MB bisher</translation>
    </message>
    <message>
        <source>The diagnostics are on the clipboard. Paste them anywhere.</source>
        <translation>Die Diagnose ist in der Zwischenablage. Füge sie ein, wo du willst.</translation>
    </message>
    <message>
        <source>The diagnostics could not be copied: {why}</source>
        <translation>Die Diagnose konnte nicht kopiert werden: {why}</translation>
    </message>
    <message>
        <source>The plot is coming…</source>
        <translation>Der Verlauf kommt gleich…</translation>
    </message>
    <message>
        <source>There is no plot: {why}</source>
        <translation>Es gibt keinen Verlauf: {why}</translation>
    </message>
</context>
<context>
    <name>OutputLink</name>
    <message>
        <source>Off: only you see the preview.</source>
        <translation>Aus: Die Vorschau siehst nur du.</translation>
    </message>
    <message>
        <source>“{name}” has gone: it is waited for.</source>
        <translation>„{name}“ ist weg: Es wird darauf gewartet.</translation>
    </message>
    <message>
        <source>On: calls can choose “{name}”.</source>
        <translation>Ein: Anrufe können „{name}“ wählen.</translation>
    </message>
    <message>
        <source>Opens when you press Start.</source>
        <translation>Öffnet sich, wenn du Starten drückst.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>Into the folder “{folder}”, without sound.</source>
        <translation>In den Ordner „{folder}“, ohne Ton.</translation>
    </message>
    <message>
        <source>Recording into “{file}”, without sound.</source>
        <translation>Nimmt in „{file}“ auf, ohne Ton.</translation>
    </message>
    <message>
        <source>Off. Write the address of your service below.</source>
        <translation>Aus. Trage unten die Adresse deines Dienstes ein.</translation>
    </message>
    <message numerus="yes">
        <source>On: %n program(s) on this computer look at it.</source>
        <translation>
            <numerusform>Ein: %n Programm auf diesem Computer sieht sie sich an.</numerusform>
            <numerusform>Ein: %n Programme auf diesem Computer sehen sie sich an.</numerusform>
        </translation>
    </message>
    <message>
        <source>On. Copy its address into OBS&apos;s browser source.</source>
        <translation>Ein. Kopiere ihre Adresse in die Browserquelle von OBS.</translation>
    </message>
    <message>
        <source>Not connected: {why}. It tries again by itself.</source>
        <translation>Nicht verbunden: {why}. Es wird von selbst erneut versucht.</translation>
    </message>
    <message>
        <source>Connecting to {place}…</source>
        <translation>Verbindet mit {place}…</translation>
    </message>
    <message>
        <source>Streaming to {place}, without sound.</source>
        <translation>Sendet an {place}, ohne Ton.</translation>
    </message>
    <message>
        <source>Off. In OBS, add a browser source with the page&apos;s address.</source>
        <translation>Aus. Füge in OBS eine Browserquelle mit der Adresse der Seite hinzu.</translation>
    </message>
    <message>
        <source>Write the address of your service first.</source>
        <translation>Trage erst die Adresse deines Dienstes ein.</translation>
    </message>
    <message>
        <source>A folder for recordings</source>
        <translation>Ein Ordner für Aufnahmen</translation>
    </message>
    <message>
        <source>A stream&apos;s address begins with one of {beginnings}</source>
        <translation>Die Adresse eines Streams beginnt mit einem von {beginnings}</translation>
    </message>
    <message>
        <source>The page&apos;s address is in the clipboard.</source>
        <translation>Die Adresse der Seite ist in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>OutputPanel</name>
    <message>
        <source>Recor&amp;ding</source>
        <translation>Au&amp;fnahme</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>A film of what others see. It has no sound.</source>
        <translation>Ein Film von dem, was andere sehen. Er hat keinen Ton.</translation>
    </message>
    <message>
        <source>S&amp;tream</source>
        <translation>Strea&amp;m</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Stream</translation>
    </message>
    <message>
        <source>Sends what others see to a server. Without sound.</source>
        <translation>Sendet, was andere sehen, an einen Server. Ohne Ton.</translation>
    </message>
    <message>
        <source>Page for &amp;OBS</source>
        <translation>Seite für &amp;OBS</translation>
    </message>
    <message>
        <source>Page for OBS</source>
        <translation>Seite für OBS</translation>
    </message>
    <message>
        <source>For OBS&apos;s browser source, on this computer only.</source>
        <translation>Für die Browserquelle von OBS, nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation>Anderer Ordner…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Address of the stream</source>
        <translation>Adresse des Streams</translation>
    </message>
    <message>
        <source>With the key that your service gave you; it is kept on this computer only.</source>
        <translation>Mit dem Schlüssel, den dein Dienst dir gegeben hat; er bleibt nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Delay of the picture</source>
        <translation>Verzögerung des Bildes</translation>
    </message>
    <message>
        <source>Where your sound comes late, as with wireless headphones: so does the picture.</source>
        <translation>Wenn dein Ton spät kommt, etwa mit kabellosen Kopfhörern: Dann kommt auch das Bild später.</translation>
    </message>
    <message>
        <source>{ms} ms later</source>
        <translation>{ms} ms später</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Sofort</translation>
    </message>
    <message>
        <source>So that lips and sound match, delay your microphone by {ms} ms.</source>
        <translation>Damit Lippen und Ton zusammenpassen, verzögere dein Mikrofon um {ms} ms.</translation>
    </message>
    <message>
        <source>Dela&amp;y of the picture</source>
        <translation>V&amp;erzögerung des Bildes</translation>
    </message>
</context>
<context>
    <name>ParentList</name>
    <message>
        <source>Faces to mix</source>
        <translation>Gesichter zum Mischen</translation>
    </message>
</context>
<context>
    <name>PhotorealDialog</name>
    <message>
        <source>Add photoreal faces</source>
        <translation>Fotorealistische Gesichter hinzufügen</translation>
    </message>
    <message>
        <source>A computer drew them from words: they look like photographs, and nobody looks like them. They were published as SFHQ-T2I under the MIT licence.</source>
        <translation>Ein Computer hat sie aus Worten gezeichnet: Sie sehen aus wie Fotos, und niemand sieht aus wie sie. Sie wurden als SFHQ-T2I unter der MIT-Lizenz veröffentlicht.</translation>
    </message>
    <message>
        <source>{size} MB are downloaded from GitHub, this once.</source>
        <translation>{size} MB werden von GitHub heruntergeladen, nur dieses eine Mal.</translation>
    </message>
    <message>
        <source>Nothing of yours is sent. GitHub sees your network address, as every website does.</source>
        <translation>Von dir wird nichts gesendet. GitHub sieht deine Netzwerkadresse, wie jede Website.</translation>
    </message>
    <message>
        <source>The faces are then made from that on this computer, which takes a while. You can go on as before.</source>
        <translation>Daraus entstehen dann auf diesem Computer die Gesichter, was etwas dauert. Du kannst weitermachen wie bisher.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Choose a &amp;folder…</source>
        <translation>&amp;Ordner wählen…</translation>
    </message>
    <message>
        <source>Where a copy of the dataset&apos;s files lies (LICENSE, figures): then nothing is downloaded.</source>
        <translation>Wo eine Kopie der Dateien des Datensatzes liegt (LICENSE, figures): Dann wird nichts heruntergeladen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>&amp;Herunterladen</translation>
    </message>
    <message>
        <source>Nine faces of no real person</source>
        <translation>Neun Gesichter, die niemandem gehören</translation>
    </message>
    <message>
        <source>The folder with the pictures</source>
        <translation>Der Ordner mit den Bildern</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Wird gestartet…</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n}&#xa0;%</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>What others see</source>
        <translation>Was andere sehen</translation>
    </message>
    <message>
        <source>On the left your camera, for you alone; else what others see</source>
        <translation>Links deine Kamera, nur für dich; sonst, was andere sehen</translation>
    </message>
    <message>
        <source>On the left your camera, for you alone; right what others see</source>
        <translation>Links deine Kamera, nur für dich; rechts, was andere sehen</translation>
    </message>
    <message>
        <source>Only you see this</source>
        <translation>Das siehst nur du</translation>
    </message>
    <message>
        <source>Your camera is not shown now</source>
        <translation>Deine Kamera wird gerade nicht gezeigt</translation>
    </message>
    <message>
        <source>Others see this</source>
        <translation>Das sehen andere</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>Keep this set-up</source>
        <translation>Diese Einstellung behalten</translation>
    </message>
    <message>
        <source>&amp;Name of the profile</source>
        <translation>&amp;Name des Profils</translation>
    </message>
    <message>
        <source>Work, for example</source>
        <translation>Zum Beispiel: Arbeit</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>It takes the place of the one with this name.</source>
        <translation>Es ersetzt das Profil mit diesem Namen.</translation>
    </message>
</context>
<context>
    <name>ProfileLink</name>
    <message>
        <source>Kept as “{name}”.</source>
        <translation>Als „{name}“ behalten.</translation>
    </message>
    <message>
        <source>Removed: {what}.</source>
        <translation>Entfernt: {what}.</translation>
    </message>
</context>
<context>
    <name>ProfileMenu</name>
    <message>
        <source>{name} (changed)</source>
        <translation>{name} (geändert)</translation>
    </message>
    <message>
        <source>&amp;Keep this set-up as a profile…</source>
        <translation>Als Profil &amp;behalten…</translation>
    </message>
    <message>
        <source>Face, look and shield under a name, to come back to.</source>
        <translation>Gesicht, Aussehen und Abschirmung unter einem Namen, zum Wiederholen.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>E&amp;ntfernen</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
</context>
<context>
    <name>ShareRow</name>
    <message>
        <source>Share of {name}</source>
        <translation>Anteil von {name}</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n}&#xa0;%</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Mirror preview</source>
        <translation>Vorschau spiegeln</translation>
    </message>
    <message>
        <source>&amp;More faces</source>
        <translation>&amp;Mehr Gesichter</translation>
    </message>
    <message>
        <source>Faces, look, output, numbers</source>
        <translation>Gesichter, Optik, Ausgabe, Zahlen</translation>
    </message>
    <message>
        <source>P&amp;icture from</source>
        <translation>&amp;Bild von</translation>
    </message>
    <message>
        <source>Stan&amp;d-in face</source>
        <translation>&amp;Ersatzgesicht</translation>
    </message>
    <message>
        <source>Vi&amp;rtual camera</source>
        <translation>&amp;Virtuelle Kamera</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>Virtuelle Kamera</translation>
    </message>
    <message>
        <source>Fac&amp;es</source>
        <translation>Gesich&amp;ter</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>Opt&amp;ik</translation>
    </message>
    <message>
        <source>O&amp;utput</source>
        <translation>A&amp;usgabe</translation>
    </message>
    <message>
        <source>&amp;Numbers</source>
        <translation>&amp;Zahlen</translation>
    </message>
</context>
<context>
    <name>SliderRow</name>
    <message>
        <source> %</source>
        <translation>&#xa0;%</translation>
    </message>
    <message>
        <source>{name}, in per cent</source>
        <translation>{name}, in Prozent</translation>
    </message>
    <message>
        <source>Reset: {name}</source>
        <translation>Zurücksetzen: {name}</translation>
    </message>
    <message>
        <source>Back to {n} %</source>
        <translation>Zurück auf {n}&#xa0;%</translation>
    </message>
    <message>
        <source>From “{left}” to “{right}”.</source>
        <translation>Von „{left}“ bis „{right}“.</translation>
    </message>
</context>
<context>
    <name>SourcePicker</name>
    <message>
        <source>Picture from</source>
        <translation>Bild von</translation>
    </message>
    <message>
        <source>Demo clip</source>
        <translation>Demovideo</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen…</translation>
    </message>
</context>
<context>
    <name>StartAtLogin</name>
    <message>
        <source>Opens Understudy&apos;s window when you log in to this computer. The camera stays off until you press Start, unless you choose the next line, too.</source>
        <translation>Öffnet das Fenster von Understudy, wenn du dich an diesem Computer anmeldest. Die Kamera bleibt aus, bis du Starten drückst, es sei denn, du wählst auch die nächste Zeile.</translation>
    </message>
    <message>
        <source>Understudy lies in a folder whose name has a line break: rename it.</source>
        <translation>Understudy liegt in einem Ordner, dessen Name einen Zeilenumbruch hat: Benenne ihn um.</translation>
    </message>
    <message>
        <source>Starting at login cannot be changed: {why}.</source>
        <translation>Das Öffnen beim Anmelden lässt sich nicht ändern: {why}.</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>A woman of about 33 with medium-brown skin and long, dark, wavy hair.</source>
        <translation>Eine Frau von etwa 33 mit mittelbrauner Haut und langem, dunklem, welligem Haar.</translation>
    </message>
    <message>
        <source>A man of about 46 with fair skin, sandy receding hair and a day&apos;s stubble.</source>
        <translation>Ein Mann von etwa 46 mit heller Haut, sandfarbenem, zurückweichendem Haar und einem Tag Bart.</translation>
    </message>
    <message>
        <source>A woman of about 28 with light skin, a black bob and dark eyes.</source>
        <translation>Eine Frau von etwa 28 mit heller Haut, schwarzem Bob und dunklen Augen.</translation>
    </message>
    <message>
        <source>A man of about 38 with deep brown skin, cropped hair and a shadow of a beard.</source>
        <translation>Ein Mann von etwa 38 mit tiefbrauner Haut, kurz geschorenem Haar und einem Hauch von Bart.</translation>
    </message>
    <message>
        <source>A woman in her late forties with olive skin, hazel eyes and dark hair tied back.</source>
        <translation>Eine Frau Ende vierzig mit olivfarbener Haut, haselnussbraunen Augen und dunklem, zurückgebundenem Haar.</translation>
    </message>
    <message>
        <source>A man of about 30 with warm brown skin, thick black hair and light stubble.</source>
        <translation>Ein Mann von etwa 30 mit warmbrauner Haut, dichtem schwarzem Haar und leichten Stoppeln.</translation>
    </message>
    <message>
        <source>A woman of about 66 with fair skin, blue eyes and short silver hair.</source>
        <translation>Eine Frau von etwa 66 mit heller Haut, blauen Augen und kurzem silbernem Haar.</translation>
    </message>
    <message>
        <source>A woman of about 25 with very fair, freckled skin and long copper hair.</source>
        <translation>Eine Frau von etwa 25 mit sehr heller, sommersprossiger Haut und langem kupferrotem Haar.</translation>
    </message>
    <message>
        <source>A woman of about 30 with deep brown skin and a short afro.</source>
        <translation>Eine Frau von etwa 30 mit tiefbrauner Haut und kurzem Afro.</translation>
    </message>
    <message>
        <source>A man of about 40 with light skin and short black hair swept back.</source>
        <translation>Ein Mann von etwa 40 mit heller Haut und kurzem, nach hinten gekämmtem schwarzem Haar.</translation>
    </message>
    <message>
        <source>A man of about 35 with light olive skin, dark hair and a short full beard.</source>
        <translation>Ein Mann von etwa 35 mit hell olivfarbener Haut, dunklem Haar und kurzem Vollbart.</translation>
    </message>
    <message>
        <source>A man of about 70 with light skin, receding white hair and a moustache.</source>
        <translation>Ein Mann von etwa 70 mit heller Haut, zurückweichendem weißem Haar und Schnurrbart.</translation>
    </message>
    <message>
        <source>A marble bust: plainly not a person.</source>
        <translation>Eine Marmorbüste: ganz offensichtlich kein Mensch.</translation>
    </message>
    <message>
        <source>A porcelain doll with painted lips and brows: plainly not a person.</source>
        <translation>Eine Porzellanpuppe mit gemalten Lippen und Brauen: ganz offensichtlich kein Mensch.</translation>
    </message>
    <message>
        <source>A bronze head with a trace of verdigris: plainly not a person.</source>
        <translation>Ein Bronzekopf mit etwas Grünspan: ganz offensichtlich kein Mensch.</translation>
    </message>
    <message>
        <source>A robot with a pale face plate and lines of light: plainly not a person.</source>
        <translation>Ein Roboter mit heller Gesichtsplatte und leuchtenden Linien: ganz offensichtlich kein Mensch.</translation>
    </message>
    <message>
        <source>A woman of about 55 with olive skin, her hair tied back.</source>
        <translation>Eine Frau von etwa 55 mit olivfarbener Haut und zurückgebundenem Haar.</translation>
    </message>
    <message>
        <source>A man of about 30 with a short black beard.</source>
        <translation>Ein Mann von etwa 30 mit kurzem schwarzem Bart.</translation>
    </message>
    <message>
        <source>A man of about 22 with curly ginger hair and blue eyes.</source>
        <translation>Ein Mann von etwa 22 mit lockigem rotblondem Haar und blauen Augen.</translation>
    </message>
    <message>
        <source>A woman of about 45 with dark skin and short dark-red hair.</source>
        <translation>Eine Frau von etwa 45 mit dunkler Haut und kurzem dunkelrotem Haar.</translation>
    </message>
    <message>
        <source>An East Asian woman of about 25 with dark hair.</source>
        <translation>Eine ostasiatische Frau von etwa 25 mit dunklem Haar.</translation>
    </message>
    <message>
        <source>A man of about 65 with a full white beard.</source>
        <translation>Ein Mann von etwa 65 mit weißem Vollbart.</translation>
    </message>
    <message>
        <source>A man of about 42 with a large moustache.</source>
        <translation>Ein Mann von etwa 42 mit großem Schnurrbart.</translation>
    </message>
    <message>
        <source>A bald man of about 30 with green eyes.</source>
        <translation>Ein kahlköpfiger Mann von etwa 30 mit grünen Augen.</translation>
    </message>
    <message>
        <source>A man of about 54 with dark skin and long locs.</source>
        <translation>Ein Mann von etwa 54 mit dunkler Haut und langen Locs.</translation>
    </message>
</context>
<context>
    <name>TermsDialog</name>
    <message>
        <source>Terms of use</source>
        <translation>Nutzungsbedingungen</translation>
    </message>
    <message>
        <source>The whole licence</source>
        <translation>Die ganze Lizenz</translation>
    </message>
    <message>
        <source>That you agree is written down on this computer, with the date, and not sent.</source>
        <translation>Dass du zustimmst, wird mit Datum auf diesem Computer festgehalten und nicht gesendet.</translation>
    </message>
    <message>
        <source>I &amp;agree</source>
        <translation>Ich &amp;stimme zu</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Understudy</source>
        <translation>Understudy</translation>
    </message>
    <message>
        <source>&amp;Profiles</source>
        <translation>&amp;Profile</translation>
    </message>
    <message>
        <source>&amp;Hide window</source>
        <translation>Fenster ausblen&amp;den</translation>
    </message>
    <message>
        <source>Sho&amp;w window</source>
        <translation>Fenster an&amp;zeigen</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Nothing is sent to anyone.</source>
        <translation>Es wird nichts gesendet.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Wird gestartet…</translation>
    </message>
    <message>
        <source>Others see a plain card until your face is covered.</source>
        <translation>Andere sehen ein neutrales Bild, bis dein Gesicht verdeckt ist.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird gestoppt…</translation>
    </message>
    <message>
        <source>Shielding: you asked for it</source>
        <translation>Abgeschirmt: auf deinen Wunsch</translation>
    </message>
    <message>
        <source>Others see a plain card until you resume.</source>
        <translation>Andere sehen ein neutrales Bild, bis du fortsetzt.</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>Verdeckt</translation>
    </message>
    <message>
        <source>Empty room</source>
        <translation>Leeres Zimmer</translation>
    </message>
    <message>
        <source>Nobody is seen; the room is shown.</source>
        <translation>Niemand ist zu sehen; das Zimmer wird gezeigt.</translation>
    </message>
    <message>
        <source>Shielding: {why}</source>
        <translation>Abgeschirmt: {why}</translation>
    </message>
    <message>
        <source>Nobody seen</source>
        <translation>Niemand zu sehen</translation>
    </message>
</context>
<context>
    <name>TrustStrip</name>
    <message>
        <source>Latency: from the camera&apos;s picture to the covered one, half of all frames are faster. Dropped: overtaken by a newer picture, so that you are never late.</source>
        <translation>Latenz: vom Bild der Kamera bis zum verdeckten; die Hälfte aller Bilder ist schneller. Verworfen: von einem neueren Bild überholt, damit du nie hinterherhinkst.</translation>
    </message>
    <message>
        <source>{fps:.0f} frames per second</source>
        <translation>{fps:.0f} Bilder je Sekunde</translation>
    </message>
    <message>
        <source>{ms:.0f} ms latency</source>
        <translation>{ms:.0f} ms Latenz</translation>
    </message>
    <message>
        <source>{n} dropped</source>
        <translation>{n} verworfen</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>Noch keine Zahlen</translation>
    </message>
</context>
<context>
    <name>_People</name>
    <message numerus="yes">
        <source>%n people seen</source>
        <translation>
            <numerusform>%n Person zu sehen</numerusform>
            <numerusform>%n Personen zu sehen</numerusform>
        </translation>
    </message>
</context>
</TS>
