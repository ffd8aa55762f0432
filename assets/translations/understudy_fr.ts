<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_US">
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>Below</name>
    <message>
        <source>starting</source>
        <translation>démarrage en cours</translation>
    </message>
    <message>
        <source>no new picture</source>
        <translation>aucune nouvelle image</translation>
    </message>
    <message>
        <source>no face found</source>
        <translation>aucun visage trouvé</translation>
    </message>
    <message>
        <source>panic key</source>
        <translation>touche panique</translation>
    </message>
    <message>
        <source>the guard failed</source>
        <translation>la vérification a échoué</translation>
    </message>
    <message>
        <source>the picture could not be finished</source>
        <translation>l’image n’a pas pu être terminée</translation>
    </message>
    <message>
        <source>the picture could not be put together</source>
        <translation>l’image n’a pas pu être composée</translation>
    </message>
    <message>
        <source>the picture&apos;s size changed</source>
        <translation>la taille de l’image a changé</translation>
    </message>
    <message>
        <source>the tracker gave nonsense</source>
        <translation>le suivi du visage a donné un résultat absurde</translation>
    </message>
    <message>
        <source>the face could not be drawn</source>
        <translation>le visage n’a pas pu être dessiné</translation>
    </message>
    <message>
        <source>a face is not covered</source>
        <translation>un visage n’est pas couvert</translation>
    </message>
    <message>
        <source>the face is hardly seen</source>
        <translation>le visage se voit à peine</translation>
    </message>
    <message>
        <source>the head is turned too far</source>
        <translation>la tête est trop tournée</translation>
    </message>
    <message>
        <source>the detector sees no face there</source>
        <translation>le détecteur ne voit aucun visage à cet endroit</translation>
    </message>
    <message>
        <source>the face is not covered</source>
        <translation>le visage n’est pas couvert</translation>
    </message>
    <message>
        <source>the face looks like the wearer&apos;s</source>
        <translation>le visage ressemble au vôtre</translation>
    </message>
    <message>
        <source>type `sudo usermod -aG video $USER`, then log out and in again</source>
        <translation>tapez `sudo usermod -aG video $USER`, puis fermez la session et rouvrez-la</translation>
    </message>
    <message>
        <source>allow it in Settings &gt; Privacy &amp; security &gt; Camera &gt; Let desktop apps access your camera</source>
        <translation>autorisez-la dans Paramètres &gt; Confidentialité et sécurité &gt; Caméra &gt; Autoriser les applications de bureau à accéder à votre caméra</translation>
    </message>
    <message>
        <source>allow it in System Settings &gt; Privacy &amp; Security &gt; Camera, then start again</source>
        <translation>autorisez-la dans Réglages Système &gt; Confidentialité et sécurité &gt; Caméra, puis recommencez</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again; `fuser /dev/video*` names it</source>
        <translation>fermez le programme qui l’utilise (un appel, OBS, un onglet du navigateur), puis réessayez&#xa0;; `fuser /dev/video*` dit lequel</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again, or allow it in Settings &gt; Privacy &amp; security &gt; Camera</source>
        <translation>fermez le programme qui l’utilise (un appel, OBS, un onglet du navigateur), puis réessayez, ou autorisez-la dans Paramètres &gt; Confidentialité et sécurité &gt; Caméra</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again, or allow it in System Settings &gt; Privacy &amp; Security &gt; Camera</source>
        <translation>fermez le programme qui l’utilise (un appel, OBS, un onglet du navigateur), puis réessayez, ou autorisez-la dans Réglages Système &gt; Confidentialité et sécurité &gt; Caméra</translation>
    </message>
    <message>
        <source>plug it in again, or close the program that took it</source>
        <translation>rebranchez-la, ou fermez le programme qui l’a prise</translation>
    </message>
    <message>
        <source>type `sudo apt install v4l2loopback-dkms` and `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, then start again</source>
        <translation>tapez `sudo apt install v4l2loopback-dkms` et `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, puis recommencez</translation>
    </message>
    <message>
        <source>install OBS Studio 26 or later (obsproject.com), which brings one, then start again</source>
        <translation>installez OBS Studio 26 ou plus récent (obsproject.com), qui en apporte une, puis recommencez</translation>
    </message>
    <message>
        <source>install OBS Studio 30 or later (obsproject.com), press Start Virtual Camera in it once, then Stop, and start again</source>
        <translation>installez OBS Studio 30 ou plus récent (obsproject.com), cliquez-y une fois sur «&#xa0;Démarrer la caméra virtuelle&#xa0;», puis sur «&#xa0;Arrêter&#xa0;», et recommencez</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, then start again</source>
        <translation>tapez `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, puis recommencez</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`; if that says &apos;Key was rejected&apos;, Secure Boot wants the module&apos;s key: `sudo mokutil --import /var/lib/dkms/mok.pub`, restart, choose Enroll MOK</source>
        <translation>tapez `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`&#xa0;; si la réponse est «&#xa0;Key was rejected&#xa0;», Secure Boot demande la clé du module&#xa0;: `sudo mokutil --import /var/lib/dkms/mok.pub`, redémarrez, choisissez «&#xa0;Enroll MOK&#xa0;»</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`</source>
        <translation>tapez `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`</translation>
    </message>
    <message>
        <source>start OBS&apos;s virtual camera once and stop it</source>
        <translation>démarrez une fois la caméra virtuelle d’OBS, puis arrêtez-la</translation>
    </message>
    <message>
        <source>close the program that writes to it (OBS, another Understudy), or, where that has crashed, the call that watches, then try again</source>
        <translation>fermez le programme qui y écrit (OBS, un autre Understudy) ou, s’il a planté, l’appel qui la regarde, puis réessayez</translation>
    </message>
    <message>
        <source>delete it and get it again (&apos;understudy models download&apos;, or &apos;models add FILE&apos;)</source>
        <translation>supprimez-le et récupérez-le à nouveau («&#xa0;understudy models download&#xa0;», ou «&#xa0;models add FICHIER&#xa0;»)</translation>
    </message>
    <message>
        <source>install Understudy again</source>
        <translation>réinstallez Understudy</translation>
    </message>
    <message>
        <source>install the pack again</source>
        <translation>réinstallez le pack</translation>
    </message>
    <message>
        <source>A blend: {mixed}.</source>
        <translation>Un mélange&#xa0;: {mixed}.</translation>
    </message>
</context>
<context>
    <name>ClosingQuestion</name>
    <message>
        <source>Understudy is on</source>
        <translation>Understudy est en marche</translation>
    </message>
    <message>
        <source>Understudy is still on</source>
        <translation>Understudy est encore en marche</translation>
    </message>
    <message>
        <source>Stop and close?</source>
        <translation>Arrêter et fermer&#xa0;?</translation>
    </message>
    <message>
        <source>Calls may be using your stand-in face. It can stay on without this window: Understudy&apos;s icon beside the clock brings the window back.</source>
        <translation>Un appel utilise peut-être votre visage d’emprunt. Il peut rester actif sans cette fenêtre&#xa0;: l’icône d’Understudy près de l’horloge la fait revenir.</translation>
    </message>
    <message>
        <source>Calls may be using your stand-in face. When you close this window, it stops, and they get no more picture from Understudy.</source>
        <translation>Un appel utilise peut-être votre visage d’emprunt. Si vous fermez cette fenêtre, il s’arrête, et l’appel ne reçoit plus d’image d’Understudy.</translation>
    </message>
    <message>
        <source>&amp;Do not ask again, always do what I choose now</source>
        <translation>&amp;Ne plus demander, toujours faire ce choix</translation>
    </message>
    <message>
        <source>You can change this in the settings.</source>
        <translation>Vous pouvez changer cela dans les réglages.</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Leave the window open and everything on.</source>
        <translation>La fenêtre reste ouverte et tout continue.</translation>
    </message>
    <message>
        <source>&amp;Stop and close</source>
        <translation>A&amp;rrêter et fermer</translation>
    </message>
    <message>
        <source>Give the camera back and end Understudy.</source>
        <translation>Rendre la caméra et quitter Understudy.</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray</source>
        <translation>&amp;Garder en arrière-plan</translation>
    </message>
    <message>
        <source>Close only the window; your face stays covered.</source>
        <translation>Fermer seulement la fenêtre&#xa0;; votre visage reste couvert.</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;Session</source>
        <translation>&amp;Session</translation>
    </message>
    <message>
        <source>F&amp;aces</source>
        <translation>&amp;Visages</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Open file…</source>
        <translation>&amp;Ouvrir un fichier…</translation>
    </message>
    <message>
        <source>Use a video or a picture instead of the camera.</source>
        <translation>Utiliser une vidéo ou une image à la place de la caméra.</translation>
    </message>
    <message>
        <source>&amp;Look for cameras again</source>
        <translation>&amp;Rechercher les caméras</translation>
    </message>
    <message>
        <source>After plugging one in or out.</source>
        <translation>Après en avoir branché ou débranché une.</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modèles…</translation>
    </message>
    <message>
        <source>What can be downloaded besides, and what of it is here.</source>
        <translation>Ce qui peut être téléchargé en plus, et ce qui en est ici.</translation>
    </message>
    <message>
        <source>&amp;First steps…</source>
        <translation>&amp;Premiers pas…</translation>
    </message>
    <message>
        <source>Camera, face, virtual camera, and what stays visible.</source>
        <translation>Caméra, visage, caméra virtuelle, et ce qui reste visible.</translation>
    </message>
    <message>
        <source>Open when I lo&amp;g in</source>
        <translation>Ouvrir à la &amp;connexion</translation>
    </message>
    <message>
        <source>Opens this window when you log in; it starts nothing.</source>
        <translation>Ouvre cette fenêtre quand vous vous connectez&#xa0;; ne démarre rien.</translation>
    </message>
    <message>
        <source>…and s&amp;tart at once</source>
        <translation>…et &amp;démarrer aussitôt</translation>
    </message>
    <message>
        <source>Puts the face on as soon as you are logged in; the window is in the tray.</source>
        <translation>Met le visage dès que vous êtes connecté&#xa0;; la fenêtre est dans la zone de notification.</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>Stop and close the window.</source>
        <translation>Arrêter et fermer la fenêtre.</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Démarrer</translation>
    </message>
    <message>
        <source>Put the stand-in face on.</source>
        <translation>Mettre le visage d’emprunt.</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>Stop, and give the camera back.</source>
        <translation>Arrêter et rendre la caméra.</translation>
    </message>
    <message>
        <source>Shield &amp;now</source>
        <translation>&amp;Masquer maintenant</translation>
    </message>
    <message>
        <source>Send nothing but a plain card, at once.</source>
        <translation>N’envoyer qu’une image neutre, tout de suite.</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Reprendre</translation>
    </message>
    <message>
        <source>Lift the shield; your face stays covered.</source>
        <translation>Afficher de nouveau l’image&#xa0;; votre visage reste couvert.</translation>
    </message>
    <message>
        <source>&amp;Virtual camera</source>
        <translation>Caméra &amp;virtuelle</translation>
    </message>
    <message>
        <source>Offer the covered picture to calls and other programs as a camera.</source>
        <translation>Proposer l’image couverte comme caméra aux appels et aux autres programmes.</translation>
    </message>
    <message>
        <source>Measure my &amp;anonymity</source>
        <translation>Mes&amp;urer mon anonymat</translation>
    </message>
    <message>
        <source>Once a second, on this computer and in memory only: would a recogniser know you in what others see?</source>
        <translation>Une fois par seconde, sur cet ordinateur et en mémoire seulement&#xa0;: une reconnaissance faciale vous reconnaîtrait-elle dans ce que voient les autres&#xa0;?</translation>
    </message>
    <message>
        <source>&amp;Add photoreal faces…</source>
        <translation>&amp;Ajouter des visages photoréalistes…</translation>
    </message>
    <message>
        <source>Nine faces of no real person, downloaded once.</source>
        <translation>Neuf visages qui ne sont à personne, à télécharger une fois.</translation>
    </message>
    <message>
        <source>&amp;Mix faces…</source>
        <translation>&amp;Mélanger des visages…</translation>
    </message>
    <message>
        <source>Make a face of your own from others.</source>
        <translation>Faire un visage à vous à partir d’autres.</translation>
    </message>
    <message>
        <source>&amp;Invent a face</source>
        <translation>&amp;Inventer un visage</translation>
    </message>
    <message>
        <source>Mix one that nobody chose, and put it on.</source>
        <translation>En mélanger un que personne n’a choisi, et le mettre.</translation>
    </message>
    <message>
        <source>&amp;Search faces</source>
        <translation>&amp;Rechercher un visage</translation>
    </message>
    <message>
        <source>Find a face by its name or description.</source>
        <translation>Trouver un visage par son nom ou sa description.</translation>
    </message>
    <message>
        <source>&amp;Mirror preview</source>
        <translation>Aperçu en &amp;miroir</translation>
    </message>
    <message>
        <source>Only here: others see you the right way round.</source>
        <translation>Ici seulement&#xa0;: les autres vous voient à l’endroit.</translation>
    </message>
    <message>
        <source>&amp;Keep what others see now</source>
        <translation>&amp;Garder ce que voient les autres</translation>
    </message>
    <message>
        <source>As a picture in your own folder for pictures.</source>
        <translation>Comme image dans votre dossier d’images.</translation>
    </message>
    <message>
        <source>What &amp;others see</source>
        <translation>Ce que voient les &amp;autres</translation>
    </message>
    <message>
        <source>Show only the covered picture.</source>
        <translation>Montrer seulement l’image couverte.</translation>
    </message>
    <message>
        <source>Compare in &amp;halves</source>
        <translation>Comparer par moi&amp;tiés</translation>
    </message>
    <message>
        <source>On the left your camera&apos;s picture, for your eyes only.</source>
        <translation>À gauche l’image de votre caméra, pour vos yeux seulement.</translation>
    </message>
    <message>
        <source>Compare &amp;side by side</source>
        <translation>Comparer &amp;côte à côte</translation>
    </message>
    <message>
        <source>Your camera&apos;s picture, for your eyes only, and theirs.</source>
        <translation>L’image de votre caméra, pour vos yeux seulement, et la leur.</translation>
    </message>
</context>
<context>
    <name>ControlsPanel</name>
    <message>
        <source>Skin</source>
        <translation>Peau</translation>
    </message>
    <message>
        <source>If your face cannot be covered</source>
        <translation>Si votre visage ne peut pas être couvert</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Tout réinitialiser</translation>
    </message>
    <message>
        <source>Everything in this panel as it was at first, the last choice too.</source>
        <translation>Tout ce panneau comme au début, le dernier choix aussi.</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forme</translation>
    </message>
    <message>
        <source>How far the stand-in&apos;s proportions replace yours. More hides you better.</source>
        <translation>À quel point les proportions du visage d’emprunt remplacent les vôtres. Plus vous cache mieux.</translation>
    </message>
    <message>
        <source>my proportions</source>
        <translation>mes proportions</translation>
    </message>
    <message>
        <source>the stand-in&apos;s</source>
        <translation>comme le visage d’emprunt</translation>
    </message>
    <message>
        <source>Like this it is easier to recognise you.</source>
        <translation>Ainsi, on vous reconnaît plus facilement.</translation>
    </message>
    <message>
        <source>Size of the features</source>
        <translation>Taille des traits</translation>
    </message>
    <message>
        <source>Makes eyes, nose and mouth smaller or larger. As much stays covered.</source>
        <translation>Rend les yeux, le nez et la bouche plus petits ou plus grands. La partie couverte reste la même.</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>plus petits</translation>
    </message>
    <message>
        <source>larger</source>
        <translation>plus grands</translation>
    </message>
    <message>
        <source>Clear features</source>
        <translation>Traits marqués</translation>
    </message>
    <message>
        <source>Less makes a smooth face of the stand-in, never your own.</source>
        <translation>Moins lisse le visage d’emprunt&#xa0;; jamais le vôtre n’apparaît.</translation>
    </message>
    <message>
        <source>smooth face</source>
        <translation>visage lisse</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Netteté</translation>
    </message>
    <message>
        <source>Makes the drawn face crisper than your camera is.</source>
        <translation>Rend le visage dessiné plus net que votre caméra.</translation>
    </message>
    <message>
        <source>as my camera</source>
        <translation>comme ma caméra</translation>
    </message>
    <message>
        <source>crisper</source>
        <translation>plus net</translation>
    </message>
    <message>
        <source>Colour match</source>
        <translation>Accord des couleurs</translation>
    </message>
    <message>
        <source>How much of your skin&apos;s tone the stand-in takes on.</source>
        <translation>Quelle part de votre teint le visage d’emprunt reprend.</translation>
    </message>
    <message>
        <source>only my light</source>
        <translation>ma lumière seule</translation>
    </message>
    <message>
        <source>my skin</source>
        <translation>ma peau</translation>
    </message>
    <message>
        <source>Match my skin</source>
        <translation>Accorder à ma peau</translation>
    </message>
    <message>
        <source>Nothing around the face is touched.</source>
        <translation>Rien n’est touché autour du visage.</translation>
    </message>
    <message>
        <source>The stand-in takes on the tone of your skin.</source>
        <translation>Le visage d’emprunt prend votre teint.</translation>
    </message>
    <message>
        <source>Match the stand-in&apos;s skin</source>
        <translation>Accorder à la peau d’emprunt</translation>
    </message>
    <message>
        <source>Your ears, neck and hairline are tinted; your hands are not.</source>
        <translation>Vos oreilles, votre cou et la naissance des cheveux sont teintés&#xa0;; vos mains non.</translation>
    </message>
    <message>
        <source>A wall of the colour of your skin may be tinted near the neck.</source>
        <translation>Un mur de la couleur de votre peau peut être teinté près du cou.</translation>
    </message>
    <message>
        <source>Hold the last picture</source>
        <translation>Garder la dernière image</translation>
    </message>
    <message>
        <source>The last covered one stays for a second, then a plain card.</source>
        <translation>La dernière image couverte reste une seconde, puis une image neutre.</translation>
    </message>
    <message>
        <source>Others hardly notice when it is short.</source>
        <translation>Si c’est bref, les autres ne le remarquent guère.</translation>
    </message>
    <message>
        <source>Coarse blocks</source>
        <translation>Gros blocs</translation>
    </message>
    <message>
        <source>Over every face; over the whole picture if in doubt.</source>
        <translation>Sur chaque visage&#xa0;; dans le doute, sur toute l’image.</translation>
    </message>
    <message>
        <source>The rest of the picture goes on moving.</source>
        <translation>Le reste de l’image continue de bouger.</translation>
    </message>
    <message>
        <source>A plain card</source>
        <translation>Une image neutre</translation>
    </message>
    <message>
        <source>At once: it says that the camera is covered.</source>
        <translation>Tout de suite&#xa0;: elle dit que la caméra est masquée.</translation>
    </message>
    <message>
        <source>Nothing of the camera&apos;s picture is seen.</source>
        <translation>On ne voit rien de l’image de la caméra.</translation>
    </message>
    <message>
        <source>If your face cannot be covered, others see</source>
        <translation>Si votre visage ne peut pas être couvert, les autres voient</translation>
    </message>
    <message>
        <source>Off while your skin is matched to the stand-in&apos;s.</source>
        <translation>Inactif tant que votre peau est accordée à celle d’emprunt.</translation>
    </message>
</context>
<context>
    <name>EngineLink</name>
    <message>
        <source>Loading…</source>
        <translation>Chargement…</translation>
    </message>
    <message>
        <source>The engine fails: others see the shield.</source>
        <translation>Le moteur échoue&#xa0;: les autres voient l’écran de protection.</translation>
    </message>
    <message>
        <source>Too slow with the enhancer: it is off for now.</source>
        <translation>Trop lent avec l’amélioration&#xa0;: elle est coupée pour l’instant.</translation>
    </message>
    <message>
        <source>Too slow with pixel boost: it is off for now.</source>
        <translation>Trop lent avec le renfort de pixels&#xa0;: il est coupé pour l’instant.</translation>
    </message>
    <message>
        <source>Too slow for your camera: the built-in engine draws for now.</source>
        <translation>Trop lent pour votre caméra&#xa0;: le moteur intégré dessine pour l’instant.</translation>
    </message>
    <message>
        <source>The enhancer fails: faces stay as drawn.</source>
        <translation>L’amélioration échoue&#xa0;: les visages restent tels que dessinés.</translation>
    </message>
</context>
<context>
    <name>EnginePanel</name>
    <message>
        <source>What draws the face</source>
        <translation>Ce qui dessine le visage</translation>
    </message>
    <message>
        <source>What networks run on</source>
        <translation>Ce qui exécute les réseaux</translation>
    </message>
    <message>
        <source>Pixel boost</source>
        <translation>Renfort de pixels</translation>
    </message>
    <message>
        <source>In front of the face</source>
        <translation>Devant le visage</translation>
    </message>
    <message>
        <source>Enhancer</source>
        <translation>Amélioration</translation>
    </message>
    <message>
        <source>Where your computer is too slow, the enhancer goes first, then pixel boost, then the engine. They come back by themselves.</source>
        <translation>Si votre ordinateur est trop lent, l’amélioration est coupée d’abord, puis le renfort de pixels, puis le moteur. Ils reviennent d’eux-mêmes.</translation>
    </message>
    <message>
        <source>Keep up with the camera</source>
        <translation>Suivre le rythme de la caméra</translation>
    </message>
    <message>
        <source>Get networks…</source>
        <translation>Obtenir des réseaux…</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>Personnage</translation>
    </message>
    <message>
        <source>How far the character&apos;s face is its own.</source>
        <translation>À quel point le visage du personnage est le sien.</translation>
    </message>
    <message>
        <source>more of you</source>
        <translation>plus de vous</translation>
    </message>
    <message>
        <source>all its own</source>
        <translation>entièrement le sien</translation>
    </message>
    <message>
        <source>Enhancer&apos;s strength</source>
        <translation>Force de l’amélioration</translation>
    </message>
    <message>
        <source>How much of the enhanced face is seen.</source>
        <translation>La part du visage amélioré que l’on voit.</translation>
    </message>
    <message>
        <source>as drawn</source>
        <translation>tel que dessiné</translation>
    </message>
    <message>
        <source>enhanced</source>
        <translation>amélioré</translation>
    </message>
    <message>
        <source>Fidelity</source>
        <translation>Fidélité</translation>
    </message>
    <message>
        <source>Less lets CodeFormer invent more.</source>
        <translation>Moins laisse CodeFormer inventer davantage.</translation>
    </message>
    <message>
        <source>invents</source>
        <translation>invente</translation>
    </message>
    <message>
        <source>true to the drawn</source>
        <translation>fidèle au dessin</translation>
    </message>
    <message>
        <source>Less noise</source>
        <translation>Moins de bruit</translation>
    </message>
    <message>
        <source>Smooths grain and pores, and leaves edges.</source>
        <translation>Lisse le grain et les pores, et garde les contours.</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>tel quel</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>lisse</translation>
    </message>
    <message>
        <source>Crispness</source>
        <translation>Piqué</translation>
    </message>
    <message>
        <source>Makes the enhanced face crisper.</source>
        <translation>Rend le visage amélioré plus net.</translation>
    </message>
    <message>
        <source>crisper</source>
        <translation>plus net</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>More contrast in small things; tone and shading stay.</source>
        <translation>Plus de contraste dans les petites choses&#xa0;; teint et ombres restent.</translation>
    </message>
    <message>
        <source>more</source>
        <translation>plus</translation>
    </message>
    <message>
        <source>The built-in one needs nothing more. Swap networks need a graphics card.</source>
        <translation>Le moteur intégré n’a besoin de rien d’autre. Les réseaux d’échange demandent une carte graphique.</translation>
    </message>
    <message>
        <source>A network of 128 pixels draws more of them, in 4 or 16 runs.</source>
        <translation>Un réseau de 128 pixels en dessine davantage, en 4 ou 16 passes.</translation>
    </message>
    <message>
        <source>What a mask network sees before the face&apos;s rim stays in front of it.</source>
        <translation>Ce qu’un réseau de masques voit devant le bord du visage y reste.</translation>
    </message>
    <message>
        <source>A further network makes the drawn face crisp.</source>
        <translation>Un réseau de plus rend net le visage dessiné.</translation>
    </message>
    <message>
        <source>Automatic: a short trial finds the fastest.</source>
        <translation>Automatique&#xa0;: un court essai trouve le plus rapide.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Rien</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivé</translation>
    </message>
    <message>
        <source>Built in (mesh)</source>
        <translation>Intégré (maillage)</translation>
    </message>
    <message>
        <source>{name} (not installed)</source>
        <translation>{name} (non installé)</translation>
    </message>
</context>
<context>
    <name>FaceList</name>
    <message>
        <source>{name}: {description}</source>
        <translation>{name}&#xa0;: {description}</translation>
    </message>
</context>
<context>
    <name>Faces</name>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Personnages</translation>
    </message>
    <message>
        <source>Photoreal</source>
        <translation>Photoréalistes</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Les vôtres</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FacesLink</name>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>“{name}”…</source>
        <translation>«&#xa0;{name}&#xa0;»…</translation>
    </message>
    <message>
        <source>Photoreal faces…</source>
        <translation>Visages photoréalistes…</translation>
    </message>
    <message>
        <source>This is {name}. {description}</source>
        <translation>Voici {name}. {description}</translation>
    </message>
    <message>
        <source>Removed: {what}.</source>
        <translation>Supprimé&#xa0;: {what}.</translation>
    </message>
    <message>
        <source>The photoreal faces are there. Pick one.</source>
        <translation>Les visages photoréalistes sont là. Choisissez-en un.</translation>
    </message>
    <message>
        <source>Remove the photoreal faces?</source>
        <translation>Supprimer les visages photoréalistes&#xa0;?</translation>
    </message>
    <message>
        <source>They are deleted from this computer; adding them again downloads them again. Faces that you mixed from them cannot be put on until then.</source>
        <translation>Ils sont effacés de cet ordinateur&#xa0;; pour les ajouter à nouveau, il faut les retélécharger. Les visages que vous en avez mélangés ne peuvent pas être mis d’ici là.</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>Supprimer «&#xa0;{name}&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>{description} You can mix it again.</source>
        <translation>{description} Vous pourrez le mélanger à nouveau.</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Look for cameras</source>
        <translation>Chercher des caméras</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modèles…</translation>
    </message>
    <message>
        <source>Switch it on again</source>
        <translation>La rallumer</translation>
    </message>
    <message>
        <source>No camera was found.</source>
        <translation>Aucune caméra n’a été trouvée.</translation>
    </message>
    <message>
        <source>The camera “{what}” was not found.</source>
        <translation>La caméra «&#xa0;{what}&#xa0;» est introuvable.</translation>
    </message>
    <message>
        <source>Plug it in and look again, or choose another picture.</source>
        <translation>Branchez-la et cherchez à nouveau, ou choisissez une autre image.</translation>
    </message>
    <message>
        <source>Another program may be using the camera.</source>
        <translation>Un autre programme utilise peut-être la caméra.</translation>
    </message>
    <message>
        <source>Another program may be using the camera “{what}”.</source>
        <translation>Un autre programme utilise peut-être la caméra «&#xa0;{what}&#xa0;».</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the camera.</source>
        <translation>Understudy n’est pas autorisé à utiliser la caméra.</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the camera “{what}”.</source>
        <translation>Understudy n’est pas autorisé à utiliser la caméra «&#xa0;{what}&#xa0;».</translation>
    </message>
    <message>
        <source>The camera stopped giving pictures.</source>
        <translation>La caméra ne donne plus d’image.</translation>
    </message>
    <message>
        <source>The camera “{what}” stopped giving pictures.</source>
        <translation>La caméra «&#xa0;{what}&#xa0;» ne donne plus d’image.</translation>
    </message>
    <message>
        <source>A file that Understudy needs is missing.</source>
        <translation>Il manque un fichier dont Understudy a besoin.</translation>
    </message>
    <message>
        <source>A file that Understudy needs is missing: “{what}”.</source>
        <translation>Il manque un fichier dont Understudy a besoin&#xa0;: «&#xa0;{what}&#xa0;».</translation>
    </message>
    <message>
        <source>A file that Understudy needs was altered or is damaged.</source>
        <translation>Un fichier dont Understudy a besoin a été modifié ou est endommagé.</translation>
    </message>
    <message>
        <source>A file that Understudy needs was altered or is damaged: “{what}”.</source>
        <translation>Un fichier dont Understudy a besoin a été modifié ou est endommagé&#xa0;: «&#xa0;{what}&#xa0;».</translation>
    </message>
    <message>
        <source>The graphics card cannot be used.</source>
        <translation>La carte graphique ne peut pas être utilisée.</translation>
    </message>
    <message>
        <source>The processor does its work: you stay covered, but the picture may be slower. A newer driver of the graphics card may help.</source>
        <translation>Le processeur fait son travail&#xa0;: vous restez couvert, mais l’image peut être plus lente. Un pilote graphique plus récent peut aider.</translation>
    </message>
    <message>
        <source>A file of weights is not installed.</source>
        <translation>Un fichier de poids n’est pas installé.</translation>
    </message>
    <message>
        <source>The weights “{what}” are not installed.</source>
        <translation>Les poids «&#xa0;{what}&#xa0;» ne sont pas installés.</translation>
    </message>
    <message>
        <source>They can be downloaded, if you wish.</source>
        <translation>Vous pouvez les télécharger, si vous le souhaitez.</translation>
    </message>
    <message>
        <source>A file of weights is damaged, or another file.</source>
        <translation>Un fichier de poids est endommagé, ou c’est un autre fichier.</translation>
    </message>
    <message>
        <source>The weights “{what}” are damaged, or another file.</source>
        <translation>Les poids «&#xa0;{what}&#xa0;» sont endommagés, ou c’est un autre fichier.</translation>
    </message>
    <message>
        <source>Remove the file, and get it again.</source>
        <translation>Supprimez le fichier et récupérez-le à nouveau.</translation>
    </message>
    <message>
        <source>A pack of faces was altered or is damaged, so it is not used.</source>
        <translation>Un pack de visages a été modifié ou est endommagé&#xa0;; il n’est donc pas utilisé.</translation>
    </message>
    <message>
        <source>The face “{what}” was altered or is damaged, so it is not put on.</source>
        <translation>Le visage «&#xa0;{what}&#xa0;» a été modifié ou est endommagé&#xa0;; il n’est donc pas mis.</translation>
    </message>
    <message>
        <source>This computer has no virtual camera.</source>
        <translation>Cet ordinateur n’a pas de caméra virtuelle.</translation>
    </message>
    <message>
        <source>This computer has no virtual camera “{what}”.</source>
        <translation>Cet ordinateur n’a pas de caméra virtuelle «&#xa0;{what}&#xa0;».</translation>
    </message>
    <message>
        <source>Understudy goes on without; only you see the preview on this system.</source>
        <translation>Understudy continue sans&#xa0;; sur ce système, vous seul voyez l’aperçu.</translation>
    </message>
    <message>
        <source>Another program is using the virtual camera.</source>
        <translation>Un autre programme utilise la caméra virtuelle.</translation>
    </message>
    <message>
        <source>Another program is using the virtual camera “{what}”.</source>
        <translation>Un autre programme utilise la caméra virtuelle «&#xa0;{what}&#xa0;».</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the virtual camera.</source>
        <translation>Understudy n’est pas autorisé à utiliser la caméra virtuelle.</translation>
    </message>
    <message>
        <source>The virtual camera stopped taking pictures.</source>
        <translation>La caméra virtuelle n’accepte plus d’image.</translation>
    </message>
    <message>
        <source>Calls see nothing of you now. Once it is back, so is your picture.</source>
        <translation>Les appels ne voient rien de vous pour l’instant. Quand elle reviendra, votre image aussi.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Le disque est plein.</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>Libérez de l’espace, puis réessayez.</translation>
    </message>
    <message>
        <source>Something went wrong inside Understudy.</source>
        <translation>Quelque chose a échoué dans Understudy.</translation>
    </message>
    <message>
        <source>Your own face was not shown. Try again; if it happens again, close Understudy and open it anew.</source>
        <translation>Votre propre visage n’a pas été montré. Réessayez&#xa0;; si cela se reproduit, fermez Understudy et rouvrez-le.</translation>
    </message>
    <message>
        <source>This picture cannot be used.</source>
        <translation>Cette image ne peut pas être utilisée.</translation>
    </message>
    <message>
        <source>Something cannot be written.</source>
        <translation>Quelque chose ne peut pas être écrit.</translation>
    </message>
    <message>
        <source>This face cannot be used.</source>
        <translation>Ce visage ne peut pas être utilisé.</translation>
    </message>
    <message>
        <source>A part of Understudy does not work.</source>
        <translation>Une partie d’Understudy ne fonctionne pas.</translation>
    </message>
    <message>
        <source>The download did not work.</source>
        <translation>Le téléchargement a échoué.</translation>
    </message>
    <message>
        <source>Your settings could not be kept.</source>
        <translation>Vos réglages n’ont pas pu être conservés.</translation>
    </message>
    <message>
        <source>This does not make sense to Understudy.</source>
        <translation>Understudy ne comprend pas cela.</translation>
    </message>
    <message>
        <source>Your settings could not be read as they were.</source>
        <translation>Vos réglages n’ont pas pu être relus tels quels.</translation>
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
        <translation>Fond</translation>
    </message>
    <message>
        <source>A courtesy: at your edges something of the room may shine through.</source>
        <translation>Un simple confort&#xa0;: sur vos bords, un peu de la pièce peut transparaître.</translation>
    </message>
    <message>
        <source>Size of the picture</source>
        <translation>Taille de l’image</translation>
    </message>
    <message>
        <source>Changing it starts the session over; others see a card.</source>
        <translation>La changer relance la session&#xa0;; les autres voient une image neutre.</translation>
    </message>
    <message>
        <source>Pictures per second</source>
        <translation>Images par seconde</translation>
    </message>
    <message>
        <source>Where the shapes differ</source>
        <translation>Si les formes diffèrent</translation>
    </message>
    <message>
        <source>&amp;Badge “Computer-made face”</source>
        <translation>Mar&amp;que «&#xa0;Computer-made face&#xa0;»</translation>
    </message>
    <message>
        <source>A small mark at the lower left. In some places the law asks for it.</source>
        <translation>Une petite marque en bas à gauche. En certains lieux, la loi la demande.</translation>
    </message>
    <message>
        <source>Back&amp;ground</source>
        <translation>Fo&amp;nd</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>&amp;Taille</translation>
    </message>
    <message>
        <source>Pi&amp;ctures per second</source>
        <translation>I&amp;mages par seconde</translation>
    </message>
    <message>
        <source>Where the s&amp;hapes differ</source>
        <translation>Si &amp;les formes diffèrent</translation>
    </message>
    <message>
        <source>My room as it is</source>
        <translation>Ma pièce telle quelle</translation>
    </message>
    <message>
        <source>My room, blurred</source>
        <translation>Ma pièce, floutée</translation>
    </message>
    <message>
        <source>A picture…</source>
        <translation>Une image…</translation>
    </message>
    <message>
        <source>As the camera</source>
        <translation>Comme la caméra</translation>
    </message>
    <message>
        <source>Fill the picture, cut off the rest</source>
        <translation>Remplir l’image, couper le reste</translation>
    </message>
    <message>
        <source>Show all, with bars</source>
        <translation>Tout montrer, avec des bandes</translation>
    </message>
    <message>
        <source>A picture for the background</source>
        <translation>Une image pour le fond</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>Images ({endings})</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>Premiers pas</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Retour</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>1. Your camera</source>
        <translation>1. Votre caméra</translation>
    </message>
    <message>
        <source>Understudy looks at your camera and puts another face over yours. The picture stays on this computer until you switch an output on, and only the covered one ever leaves.</source>
        <translation>Understudy regarde par votre caméra et met un autre visage sur le vôtre. L’image reste sur cet ordinateur tant que vous n’activez pas de sortie, et seule l’image couverte en sort.</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Chercher à nouveau</translation>
    </message>
    <message>
        <source>2. A face</source>
        <translation>2. Un visage</translation>
    </message>
    <message>
        <source>Pick one that is unlike you: look-alikes give you away. You can change it at any time, also in a call.</source>
        <translation>Choisissez-en un qui ne vous ressemble pas&#xa0;: un sosie vous trahit. Vous pouvez en changer à tout moment, même en appel.</translation>
    </message>
    <message>
        <source>3. Into the call</source>
        <translation>3. Dans l’appel</translation>
    </message>
    <message>
        <source>Zoom, Meet and the others take the covered picture from a virtual camera. Switch it on in the window, and choose it in the call as your camera.</source>
        <translation>Zoom, Meet et les autres prennent l’image couverte d’une caméra virtuelle. Activez-la dans la fenêtre, et choisissez-la comme caméra dans l’appel.</translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation>&amp;Vérifier à nouveau</translation>
    </message>
    <message>
        <source>Your hair, ears, neck and the outline of your head stay visible.</source>
        <translation>Vos cheveux, vos oreilles, votre cou et le contour de votre tête restent visibles.</translation>
    </message>
    <message>
        <source>So do body, hands, clothes and your room.</source>
        <translation>De même que le corps, les mains, les vêtements et votre pièce.</translation>
    </message>
    <message>
        <source>Your voice is not changed.</source>
        <translation>Votre voix n’est pas modifiée.</translation>
    </message>
    <message>
        <source>The way you move and speak stays yours: people who know you may know you.</source>
        <translation>Votre façon de bouger et de parler reste la vôtre&#xa0;: qui vous connaît peut vous reconnaître.</translation>
    </message>
    <message>
        <source>Faces far behind you, lower than about a tenth of the picture, may stay uncovered.</source>
        <translation>Les visages loin derrière vous, de moins d’un dixième de la hauteur de l’image environ, peuvent rester découverts.</translation>
    </message>
    <message>
        <source>What it does not hide</source>
        <translation>Ce que cela ne cache pas</translation>
    </message>
    <message>
        <source>Your face is covered, or a card is shown: never your own picture. But a face is not all that you are.</source>
        <translation>Votre visage est couvert, ou une image neutre est montrée&#xa0;: jamais la vôtre. Mais un visage n’est pas tout ce que vous êtes.</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} sur {pages}</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Démarrer</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Suivant</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>No camera was found. Plug one in; if there is one, {allow}. Until then you can try everything with the demo clip.</source>
        <translation>Aucune caméra n’a été trouvée. Branchez-en une&#xa0;; s’il y en a une, {allow}. D’ici là, vous pouvez tout essayer avec la vidéo de démonstration.</translation>
    </message>
    <message>
        <source>Found: {names}. Should it stay dark, {allow}.</source>
        <translation>Trouvée&#xa0;: {names}. Si l’image reste noire, {allow}.</translation>
    </message>
    <message>
        <source>Looking for a virtual camera…</source>
        <translation>Recherche d’une caméra virtuelle…</translation>
    </message>
    <message>
        <source>Ready: “{name}”.</source>
        <translation>Prête&#xa0;: «&#xa0;{name}&#xa0;».</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Stand-in face</source>
        <translation>Visage d’emprunt</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoris</translation>
    </message>
    <message>
        <source>{name}, favourite: {description}</source>
        <translation>{name}, favori&#xa0;: {description}</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>Retirer des favoris</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>Ajouter aux favoris</translation>
    </message>
    <message>
        <source>Remove “{name}”…</source>
        <translation>Supprimer «&#xa0;{name}&#xa0;»…</translation>
    </message>
</context>
<context>
    <name>GalleryBar</name>
    <message>
        <source>Search faces</source>
        <translation>Rechercher un visage</translation>
    </message>
    <message>
        <source>By name, or by what is said about a face.</source>
        <translation>Par le nom, ou par ce qui est dit d’un visage.</translation>
    </message>
    <message>
        <source>Show all faces</source>
        <translation>Montrer tous les visages</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tout montrer</translation>
    </message>
    <message>
        <source>End the search and show all faces.</source>
        <translation>Terminer la recherche et montrer tous les visages.</translation>
    </message>
    <message>
        <source>No face is called “{query}”.</source>
        <translation>Aucun visage ne correspond à «&#xa0;{query}&#xa0;».</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n trouvé</numerusform>
            <numerusform>%n trouvés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GlobalKey</name>
    <message>
        <source>{key} shields at once, whichever program you are in.</source>
        <translation>{key} masque tout de suite, quel que soit le programme où vous êtes.</translation>
    </message>
    <message>
        <source>The shield key works while Understudy&apos;s window or its icon beside the clock is used; {system} gives no program a key everywhere.</source>
        <translation>La touche pour masquer marche tant que la fenêtre d’Understudy ou son icône près de l’horloge est utilisée&#xa0;; {system} ne donne à aucun programme une touche valable partout.</translation>
    </message>
    <message>
        <source>Another program has taken this key: the shield key works while Understudy&apos;s window or its icon beside the clock is used.</source>
        <translation>Un autre programme a pris cette touche&#xa0;: la touche pour masquer marche tant que la fenêtre d’Understudy ou son icône près de l’horloge est utilisée.</translation>
    </message>
    <message>
        <source>This keyboard has no such key.</source>
        <translation>Ce clavier n’a pas cette touche.</translation>
    </message>
    <message>
        <source>The shield key works while Understudy&apos;s window or its icon beside the clock is used: the display hands out no other.</source>
        <translation>La touche pour masquer marche tant que la fenêtre d’Understudy ou son icône près de l’horloge est utilisée&#xa0;: l’affichage n’en accorde pas d’autre.</translation>
    </message>
</context>
<context>
    <name>Installation</name>
    <message>
        <source>the faces that are there already cannot be read</source>
        <translation>Les visages déjà présents ne peuvent pas être lus</translation>
    </message>
    <message>
        <source>Fetching the pictures: {done} of {total} MB</source>
        <translation>Récupération des images&#xa0;: {done} sur {total} Mo</translation>
    </message>
    <message>
        <source>Making {name}: {number} of {total}</source>
        <translation>Création de {name}&#xa0;: {number} sur {total}</translation>
    </message>
</context>
<context>
    <name>LanguageMenu</name>
    <message>
        <source>&amp;Language</source>
        <translation>Langue (&amp;Language)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Comme le &amp;système</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Profiles</source>
        <translation>&amp;Profils</translation>
    </message>
    <message>
        <source>Others see</source>
        <translation>Les autres voient</translation>
    </message>
    <message>
        <source>Halves</source>
        <translation>Moitiés</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Côte à côte</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Montrer</translation>
    </message>
    <message>
        <source>Your stand-in face is on</source>
        <translation>Votre visage d’emprunt est en place</translation>
    </message>
    <message>
        <source>Ready when you are</source>
        <translation>Prêt quand vous l’êtes</translation>
    </message>
    <message>
        <source>Pick a face and press Start. Here you see what others will see.</source>
        <translation>Choisissez un visage et appuyez sur Démarrer. Vous voyez ici ce que verront les autres.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt en cours…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Démarrage…</translation>
    </message>
    <message>
        <source>Your own face is never shown.</source>
        <translation>Votre propre visage n’est jamais montré.</translation>
    </message>
    <message>
        <source>There is no picture yet.</source>
        <translation>Il n’y a pas encore d’image.</translation>
    </message>
    <message>
        <source>Kept in your folder for pictures: {file}.</source>
        <translation>Enregistrée dans votre dossier d’images&#xa0;: {file}.</translation>
    </message>
    <message>
        <source>Others cannot see your camera&apos;s picture in the call. But programs that record or share your screen can: do not share this window.</source>
        <translation>Dans l’appel, les autres ne voient pas l’image de votre caméra. Mais les programmes qui enregistrent ou partagent votre écran, si&#xa0;: ne partagez pas cette fenêtre.</translation>
    </message>
    <message>
        <source>Open a video or a picture</source>
        <translation>Ouvrir une vidéo ou une image</translation>
    </message>
    <message>
        <source>Videos and pictures ({endings})</source>
        <translation>Vidéos et images ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>MeterRow</name>
    <message>
        <source>A face recogniser compares what others see with your camera&apos;s picture, once a second, on this computer; nothing of it is kept. Left: like a stranger. At the mark it takes the picture for you. It says nothing of your voice, hair or room.</source>
        <translation>Une reconnaissance faciale compare ce que voient les autres à l’image de votre caméra, une fois par seconde, sur cet ordinateur&#xa0;; rien n’en est gardé. À gauche&#xa0;: comme un inconnu. Au repère, elle prend l’image pour vous. Elle ne dit rien de votre voix, de vos cheveux ni de votre pièce.</translation>
    </message>
    <message>
        <source>Anonymity: waiting for your covered face…</source>
        <translation>Anonymat&#xa0;: en attente de votre visage couvert…</translation>
    </message>
    <message>
        <source>A recogniser knows you in this face: choose another one.</source>
        <translation>Une reconnaissance faciale vous reconnaît dans ce visage&#xa0;: choisissez-en un autre.</translation>
    </message>
    <message>
        <source>This face comes close to you: another one is safer.</source>
        <translation>Ce visage est proche du vôtre&#xa0;: un autre est plus sûr.</translation>
    </message>
    <message>
        <source>Recognisers do not know you in this face.</source>
        <translation>La reconnaissance faciale ne vous reconnaît pas dans ce visage.</translation>
    </message>
</context>
<context>
    <name>MixDialog</name>
    <message>
        <source>Mix faces</source>
        <translation>Mélanger des visages</translation>
    </message>
    <message>
        <source>&amp;Another variation</source>
        <translation>&amp;Autre variante</translation>
    </message>
    <message>
        <source>The same faces, but brows, eyes, lips and skin are others&apos; of them.</source>
        <translation>Les mêmes visages, mais les sourcils, les yeux, les lèvres et la peau viennent d’autres parmi eux.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>&amp;Save and put on</source>
        <translation>&amp;Enregistrer et mettre</translation>
    </message>
    <message>
        <source>Which faces?</source>
        <translation>Quels visages&#xa0;?</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>Ce qui en sort</translation>
    </message>
    <message>
        <source>Choose {n} faces or more</source>
        <translation>Choisissez {n} visages ou plus</translation>
    </message>
    <message>
        <source>Mixing…</source>
        <translation>Mélange…</translation>
    </message>
    <message>
        <source>This cannot be mixed</source>
        <translation>Cela ne peut pas être mélangé</translation>
    </message>
    <message>
        <source>Choose {least} to {most} faces: people or characters, not both.</source>
        <translation>Choisissez de {least} à {most} visages&#xa0;: des personnes ou des personnages, pas les deux.</translation>
    </message>
    <message>
        <source>{name} gives {share} %. With more than {most} % one would still recognise {name}: take some away, or give the others more.</source>
        <translation>{name} donne {share}&#xa0;%. Au-delà de {most}&#xa0;%, on reconnaîtrait encore {name}&#xa0;: retirez-en, ou donnez plus aux autres.</translation>
    </message>
    <message>
        <source>None may give more than {most} %: nobody is to be recognised in it.</source>
        <translation>Aucun ne peut donner plus de {most}&#xa0;%&#xa0;: personne ne doit y être reconnu.</translation>
    </message>
    <message>
        <source>That is as many as can be mixed. None may give more than {most} %.</source>
        <translation>On ne peut pas en mélanger davantage. Aucun ne peut donner plus de {most}&#xa0;%.</translation>
    </message>
    <message>
        <source>You have a face of that name already.</source>
        <translation>Vous avez déjà un visage de ce nom.</translation>
    </message>
</context>
<context>
    <name>MixedPicture</name>
    <message>
        <source>The mixed face</source>
        <translation>Le visage mélangé</translation>
    </message>
</context>
<context>
    <name>ModePicker</name>
    <message>
        <source>Size and rate of the camera</source>
        <translation>Taille et cadence de la caméra</translation>
    </message>
    <message>
        <source>What the camera is asked for. Larger pictures take a faster computer.</source>
        <translation>Ce qui est demandé à la caméra. De plus grandes images demandent un ordinateur plus rapide.</translation>
    </message>
    <message>
        <source>Usual size ({mode})</source>
        <translation>Taille habituelle ({mode})</translation>
    </message>
    <message>
        <source>{width} × {height}, {fps} fps</source>
        <translation>{width} × {height}, {fps} i/s</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Download</source>
        <translation>Télécharger</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Choisir un fichier…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>It cannot be used yet: {command}</source>
        <translation>Pas encore utilisable&#xa0;: {command}</translation>
    </message>
    <message>
        <source>Progress of {name}</source>
        <translation>Progression de {name}</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>Télécharger à nouveau</translation>
    </message>
    <message>
        <source>{done} MB</source>
        <translation>{done} Mo</translation>
    </message>
    <message>
        <source>{done} of {total} MB</source>
        <translation>{done} sur {total} Mo</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>Téléchargement…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt en cours…</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>Vérification…</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Suppression…</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installé</translation>
    </message>
    <message>
        <source>Installed by another program</source>
        <translation>Installé par un autre programme</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Altered or damaged</source>
        <translation>Modifié ou endommagé</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>Non installé</translation>
    </message>
    <message>
        <source>The anonymity meter asks it whether you are known.</source>
        <translation>La mesure d’anonymat lui demande si l’on vous reconnaît.</translation>
    </message>
    <message>
        <source>A judge of “understudy evaluate”.</source>
        <translation>Un juge de «&#xa0;understudy evaluate&#xa0;».</translation>
    </message>
    <message>
        <source>A further judge of “understudy evaluate”, once scripts/calibrate_judges.py has measured its threshold on photos.</source>
        <translation>Un autre juge de «&#xa0;understudy evaluate&#xa0;», une fois que scripts/calibrate_judges.py a mesuré son seuil sur des photos.</translation>
    </message>
    <message>
        <source>Draws the face: page “Look”.</source>
        <translation>Dessine le visage&#xa0;: page «&#xa0;Apparence&#xa0;».</translation>
    </message>
    <message>
        <source>Tells swap networks who the stand-in is.</source>
        <translation>Dit aux réseaux d’échange qui est le remplaçant.</translation>
    </message>
    <message>
        <source>Makes the drawn face crisp: page “Look”.</source>
        <translation>Rend net le visage dessiné&#xa0;: page «&#xa0;Apparence&#xa0;».</translation>
    </message>
    <message>
        <source>Leaves hair and hands before the face&apos;s rim: page “Look”.</source>
        <translation>Laisse cheveux et mains devant le bord du visage&#xa0;: page «&#xa0;Apparence&#xa0;».</translation>
    </message>
    <message>
        <source>Enlarges films: “understudy run --upscale”.</source>
        <translation>Agrandit les films&#xa0;: «&#xa0;understudy run --upscale&#xa0;».</translation>
    </message>
    <message>
        <source>A file in ONNX is made of it once.</source>
        <translation>On en fait une fois un fichier ONNX.</translation>
    </message>
    <message>
        <source>Looks for faces: “understudy run --detector scrfd”.</source>
        <translation>Cherche les visages&#xa0;: «&#xa0;understudy run --detector scrfd&#xa0;».</translation>
    </message>
    <message>
        <source>Needed by {names}.</source>
        <translation>Nécessaire à {names}.</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} Mo</translation>
    </message>
    <message>
        <source>Licence: {names}</source>
        <translation>Licence&#xa0;: {names}</translation>
    </message>
</context>
<context>
    <name>ModelShelf</name>
    <message>
        <source>It is installed; every byte is as published.</source>
        <translation>Il est installé&#xa0;; chaque octet est tel que publié.</translation>
    </message>
    <message>
        <source>Every byte is as published.</source>
        <translation>Chaque octet est tel que publié.</translation>
    </message>
    <message>
        <source>It was taken from your file.</source>
        <translation>Il a été repris de votre fichier.</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Understudy works without any of these. They are downloaded only when you press the button, checked, and kept on this computer.</source>
        <translation>Understudy fonctionne sans aucun d’eux. Ils ne sont téléchargés que si vous appuyez sur le bouton, puis vérifiés et gardés sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Photoreal &amp;faces…</source>
        <translation>&amp;Visages photoréalistes…</translation>
    </message>
    <message>
        <source>Nine faces of no real person, downloaded once.</source>
        <translation>Neuf visages qui ne sont à personne, à télécharger une fois.</translation>
    </message>
    <message>
        <source>&amp;Choose a file…</source>
        <translation>&amp;Choisir un fichier…</translation>
    </message>
    <message>
        <source>One of these models, or a package that holds it, that you have already.</source>
        <translation>L’un de ces modèles, ou un paquet qui le contient, que vous avez déjà.</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Looking what is there…</source>
        <translation>Recherche de ce qui est là…</translation>
    </message>
    <message>
        <source>A file with a model</source>
        <translation>Un fichier avec un modèle</translation>
    </message>
    <message>
        <source>Checking the file…</source>
        <translation>Vérification du fichier…</translation>
    </message>
    <message>
        <source>Its files are deleted from this computer. You can download them again.</source>
        <translation>Ses fichiers sont effacés de cet ordinateur. Vous pourrez les télécharger à nouveau.</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>Supprimer «&#xa0;{name}&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>{n} of {total} installed, {size} MB on this computer.</source>
        <translation>{n} sur {total} installés, {size} Mo sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>Read the file</source>
        <translation>Lire le fichier</translation>
    </message>
    <message>
        <source>Look for faces</source>
        <translation>Chercher des visages</translation>
    </message>
    <message>
        <source>Follow your face</source>
        <translation>Suivre votre visage</translation>
    </message>
    <message>
        <source>Wait for the look</source>
        <translation>Attendre la recherche</translation>
    </message>
    <message>
        <source>Draw the stand-in</source>
        <translation>Dessiner l’emprunt</translation>
    </message>
    <message>
        <source>Put it in place</source>
        <translation>Le mettre en place</translation>
    </message>
    <message>
        <source>Check the cover</source>
        <translation>Vérifier la couverture</translation>
    </message>
    <message>
        <source>Background and size</source>
        <translation>Fond et taille</translation>
    </message>
    <message>
        <source>Show it here</source>
        <translation>Le montrer ici</translation>
    </message>
    <message>
        <source>Send it to calls</source>
        <translation>L’envoyer aux appels</translation>
    </message>
    <message>
        <source>Record it</source>
        <translation>L’enregistrer</translation>
    </message>
    <message>
        <source>Stream it</source>
        <translation>Le diffuser</translation>
    </message>
    <message>
        <source>Show it to OBS</source>
        <translation>Le montrer à OBS</translation>
    </message>
    <message>
        <source>Write to {name}</source>
        <translation>Écrire dans {name}</translation>
    </message>
    <message>
        <source>Plot of milliseconds per stage</source>
        <translation>Courbe des millisecondes par étape</translation>
    </message>
    <message>
        <source>A line for each stage over the last minute. The table below has the same figures as they are now.</source>
        <translation>Une ligne par étape sur la dernière minute. Le tableau ci-dessous donne les mêmes chiffres, tels qu’ils sont maintenant.</translation>
    </message>
    <message>
        <source>Milliseconds per stage. The table below says which line is which.</source>
        <translation>Millisecondes par étape. Le tableau ci-dessous dit quelle ligne est laquelle.</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
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
        <translation>Images par seconde</translation>
    </message>
    <message>
        <source>Covered pictures that leave the app, over the last second.</source>
        <translation>Images couvertes qui sortent de l’application, sur la dernière seconde.</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latence</translation>
    </message>
    <message>
        <source>From the camera&apos;s picture to the covered one being handed over. Half of all frames are faster than the first number, 95 of 100 than the second, 99 than the third.</source>
        <translation>De l’image de la caméra à la remise de l’image couverte. La moitié des images est plus rapide que le premier nombre, 95 sur 100 que le deuxième, 99 que le troisième.</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Shielded: others saw a plain card or a mosaic instead of the stand-in.</source>
        <translation>Masquées&#xa0;: les autres ont vu une image neutre ou une mosaïque à la place du visage d’emprunt.</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Ignorées</translation>
    </message>
    <message>
        <source>Overtaken by a newer picture, so that you are never late.</source>
        <translation>Dépassées par une image plus récente, pour que vous ne soyez jamais en retard.</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Processeur</translation>
    </message>
    <message>
        <source>How much of this computer&apos;s computing power the app takes.</source>
        <translation>La part de la puissance de calcul de cet ordinateur que prend l’application.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>What the app holds now, and the most it held so far.</source>
        <translation>Ce que l’application occupe maintenant, et le maximum jusqu’ici.</translation>
    </message>
    <message>
        <source>Shielded because</source>
        <translation>Masqué parce que</translation>
    </message>
    <message>
        <source>Why the stand-in was not shown, and in how many frames.</source>
        <translation>Pourquoi le visage d’emprunt n’a pas été montré, et dans combien d’images.</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation>Dessiné par</translation>
    </message>
    <message>
        <source>What draws the face, and what it really runs on.</source>
        <translation>Ce qui dessine le visage, et sur quoi cela tourne vraiment.</translation>
    </message>
    <message>
        <source>&amp;Copy diagnostics</source>
        <translation>Copier le diagnos&amp;tic</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Copier le diagnostic</translation>
    </message>
    <message>
        <source>Puts versions, these figures and the last log lines on the clipboard, to paste into a report. No pictures, and no names of you, your computer or your files.</source>
        <translation>Met dans le presse-papiers les versions, ces chiffres et les dernières lignes du journal, à coller dans un rapport. Ni images, ni noms de vous, de votre ordinateur ou de vos fichiers.</translation>
    </message>
    <message>
        <source>Milliseconds per stage</source>
        <translation>Millisecondes par étape</translation>
    </message>
    <message>
        <source>Choose a row to see its line stand out in the plot.</source>
        <translation>Choisissez une ligne pour faire ressortir sa courbe.</translation>
    </message>
    <message>
        <source>Milliseconds to…</source>
        <translation>Millisecondes pour…</translation>
    </message>
    <message>
        <source>What is done with each frame.</source>
        <translation>Ce qui est fait de chaque image.</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Usuel</translation>
    </message>
    <message>
        <source>Half of all frames take less (p50).</source>
        <translation>La moitié des images prend moins (p50).</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Lent</translation>
    </message>
    <message>
        <source>95 of 100 frames take less (p95).</source>
        <translation>95 images sur 100 prennent moins (p95).</translation>
    </message>
    <message>
        <source>Where the time goes, over the last minute</source>
        <translation>Où passe le temps, sur la dernière minute</translation>
    </message>
    <message>
        <source>the built-in engine</source>
        <translation>le moteur intégré</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>le processeur</translation>
    </message>
    <message>
        <source>{engine}, on {place}</source>
        <translation>{engine}, sur {place}</translation>
    </message>
    <message>
        <source>{p50:.0f} ms usually, {p95:.0f} slow, {p99:.0f} slowest</source>
        <translation>{p50:.0f} ms d’habitude, {p95:.0f} lent, {p99:.0f} au plus lent</translation>
    </message>
    <message>
        <source>{covered} covered, {shielded} shielded</source>
        <translation>{covered} couvertes, {shielded} masquées</translation>
    </message>
    <message>
        <source>, {empty} of an empty room</source>
        <translation>, {empty} d’une pièce vide</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>{one:.0f} % of one core, {all:.0f} % of all</source>
        <translation>{one:.0f}&#xa0;% d’un cœur, {all:.0f}&#xa0;% de tous</translation>
    </message>
    <message>
        <source>at most {peak:.0f} MB so far</source>
        <translation>au plus {peak:.0f} Mo jusqu’ici</translation>
    </message>
    <message>
        <source>{now:.0f} MB, at most {peak:.0f} MB so far</source>
        <translation>{now:.0f} Mo, au plus {peak:.0f} Mo jusqu’ici</translation>
    </message>
    <message>
        <source>The diagnostics are on the clipboard. Paste them anywhere.</source>
        <translation>Le diagnostic est dans le presse-papiers. Collez-le où vous voulez.</translation>
    </message>
    <message>
        <source>The diagnostics could not be copied: {why}</source>
        <translation>Le diagnostic n’a pas pu être copié&#xa0;: {why}</translation>
    </message>
    <message>
        <source>The plot is coming…</source>
        <translation>La courbe arrive…</translation>
    </message>
    <message>
        <source>There is no plot: {why}</source>
        <translation>Il n’y a pas de courbe&#xa0;: {why}</translation>
    </message>
</context>
<context>
    <name>OutputLink</name>
    <message>
        <source>Off: only you see the preview.</source>
        <translation>Éteinte&#xa0;: vous seul voyez l’aperçu.</translation>
    </message>
    <message>
        <source>“{name}” has gone: it is waited for.</source>
        <translation>«&#xa0;{name}&#xa0;» a disparu&#xa0;: son retour est attendu.</translation>
    </message>
    <message>
        <source>On: calls can choose “{name}”.</source>
        <translation>Allumée&#xa0;: les appels peuvent choisir «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>Opens when you press Start.</source>
        <translation>S’ouvre quand vous appuyez sur Démarrer.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Into the folder “{folder}”, without sound.</source>
        <translation>Dans le dossier «&#xa0;{folder}&#xa0;», sans son.</translation>
    </message>
    <message>
        <source>Recording into “{file}”, without sound.</source>
        <translation>Enregistrement dans «&#xa0;{file}&#xa0;», sans son.</translation>
    </message>
    <message>
        <source>Off. Write the address of your service below.</source>
        <translation>Éteinte. Indiquez ci-dessous l’adresse de votre service.</translation>
    </message>
    <message numerus="yes">
        <source>On: %n program(s) on this computer look at it.</source>
        <translation>
            <numerusform>Allumée&#xa0;: %n programme de cet ordinateur la regarde.</numerusform>
            <numerusform>Allumée&#xa0;: %n programmes de cet ordinateur la regardent.</numerusform>
        </translation>
    </message>
    <message>
        <source>On. Copy its address into OBS&apos;s browser source.</source>
        <translation>Allumée. Copiez son adresse dans la source navigateur d’OBS.</translation>
    </message>
    <message>
        <source>Not connected: {why}. It tries again by itself.</source>
        <translation>Non connectée&#xa0;: {why}. Une nouvelle tentative se fait d’elle-même.</translation>
    </message>
    <message>
        <source>Connecting to {place}…</source>
        <translation>Connexion à {place}…</translation>
    </message>
    <message>
        <source>Streaming to {place}, without sound.</source>
        <translation>Diffusion vers {place}, sans son.</translation>
    </message>
    <message>
        <source>Off. In OBS, add a browser source with the page&apos;s address.</source>
        <translation>Éteinte. Dans OBS, ajoutez une source navigateur avec l’adresse de la page.</translation>
    </message>
    <message>
        <source>Write the address of your service first.</source>
        <translation>Indiquez d’abord l’adresse de votre service.</translation>
    </message>
    <message>
        <source>A folder for recordings</source>
        <translation>Un dossier pour les enregistrements</translation>
    </message>
    <message>
        <source>A stream&apos;s address begins with one of {beginnings}</source>
        <translation>L’adresse d’un flux commence par l’un de {beginnings}</translation>
    </message>
    <message>
        <source>The page&apos;s address is in the clipboard.</source>
        <translation>L’adresse de la page est dans le presse-papiers.</translation>
    </message>
</context>
<context>
    <name>OutputPanel</name>
    <message>
        <source>Recor&amp;ding</source>
        <translation>&amp;Enregistrement</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Enregistrement</translation>
    </message>
    <message>
        <source>A film of what others see. It has no sound.</source>
        <translation>Un film de ce que voient les autres. Il n’a pas de son.</translation>
    </message>
    <message>
        <source>S&amp;tream</source>
        <translation>&amp;Diffusion</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Diffusion</translation>
    </message>
    <message>
        <source>Sends what others see to a server. Without sound.</source>
        <translation>Envoie ce que voient les autres à un serveur. Sans son.</translation>
    </message>
    <message>
        <source>Page for &amp;OBS</source>
        <translation>Page pour O&amp;BS</translation>
    </message>
    <message>
        <source>Page for OBS</source>
        <translation>Page pour OBS</translation>
    </message>
    <message>
        <source>For OBS&apos;s browser source, on this computer only.</source>
        <translation>Pour la source navigateur d’OBS, sur cet ordinateur seulement.</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation>Autre dossier…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Address of the stream</source>
        <translation>Adresse de la diffusion</translation>
    </message>
    <message>
        <source>With the key that your service gave you; it is kept on this computer only.</source>
        <translation>Avec la clé que votre service vous a donnée&#xa0;; elle n’est gardée que sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Delay of the picture</source>
        <translation>Durée du retard de l’image</translation>
    </message>
    <message>
        <source>Where your sound comes late, as with wireless headphones: so does the picture.</source>
        <translation>Si votre son arrive en retard, comme avec un casque sans fil, l’image aussi.</translation>
    </message>
    <message>
        <source>{ms} ms later</source>
        <translation>{ms} ms plus tard</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Tout de suite</translation>
    </message>
    <message>
        <source>So that lips and sound match, delay your microphone by {ms} ms.</source>
        <translation>Pour que les lèvres et le son s’accordent, retardez votre micro de {ms} ms.</translation>
    </message>
    <message>
        <source>Dela&amp;y of the picture</source>
        <translation>D&amp;urée du retard de l’image</translation>
    </message>
</context>
<context>
    <name>ParentList</name>
    <message>
        <source>Faces to mix</source>
        <translation>Visages à mélanger</translation>
    </message>
</context>
<context>
    <name>PhotorealDialog</name>
    <message>
        <source>Add photoreal faces</source>
        <translation>Ajouter des visages photoréalistes</translation>
    </message>
    <message>
        <source>A computer drew them from words: they look like photographs, and nobody looks like them. They were published as SFHQ-T2I under the MIT licence.</source>
        <translation>Un ordinateur les a dessinés à partir de mots&#xa0;: ils ressemblent à des photos, et personne ne leur ressemble. Ils ont été publiés sous le nom SFHQ-T2I, sous licence MIT.</translation>
    </message>
    <message>
        <source>{size} MB are downloaded from GitHub, this once.</source>
        <translation>{size} Mo sont téléchargés depuis GitHub, cette seule fois.</translation>
    </message>
    <message>
        <source>Nothing of yours is sent. GitHub sees your network address, as every website does.</source>
        <translation>Rien de vous n’est envoyé. GitHub voit votre adresse réseau, comme tout site web.</translation>
    </message>
    <message>
        <source>The faces are then made from that on this computer, which takes a while. You can go on as before.</source>
        <translation>Les visages en sont ensuite faits sur cet ordinateur, ce qui prend un moment. Vous pouvez continuer comme avant.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Choose a &amp;folder…</source>
        <translation>Choisir un &amp;dossier…</translation>
    </message>
    <message>
        <source>Where a copy of the dataset&apos;s files lies (LICENSE, figures): then nothing is downloaded.</source>
        <translation>Où se trouve une copie des fichiers du jeu de données (LICENSE, figures)&#xa0;: rien n’est alors téléchargé.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>&amp;Télécharger</translation>
    </message>
    <message>
        <source>Nine faces of no real person</source>
        <translation>Neuf visages qui ne sont à personne</translation>
    </message>
    <message>
        <source>The folder with the pictures</source>
        <translation>Le dossier avec les images</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Annulation…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Démarrage…</translation>
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
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>What others see</source>
        <translation>Ce que voient les autres</translation>
    </message>
    <message>
        <source>On the left your camera, for you alone; else what others see</source>
        <translation>À gauche votre caméra, pour vous seul&#xa0;; le reste, ce que voient les autres</translation>
    </message>
    <message>
        <source>On the left your camera, for you alone; right what others see</source>
        <translation>À gauche votre caméra, pour vous seul&#xa0;; à droite, ce que voient les autres</translation>
    </message>
    <message>
        <source>Only you see this</source>
        <translation>Vous seul voyez ceci</translation>
    </message>
    <message>
        <source>Your camera is not shown now</source>
        <translation>Votre caméra n’est pas montrée en ce moment</translation>
    </message>
    <message>
        <source>Others see this</source>
        <translation>Les autres voient ceci</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>Keep this set-up</source>
        <translation>Garder cette configuration</translation>
    </message>
    <message>
        <source>&amp;Name of the profile</source>
        <translation>&amp;Nom du profil</translation>
    </message>
    <message>
        <source>Work, for example</source>
        <translation>Par exemple&#xa0;: Travail</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Garder</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>It takes the place of the one with this name.</source>
        <translation>Il prend la place de celui qui porte ce nom.</translation>
    </message>
</context>
<context>
    <name>ProfileLink</name>
    <message>
        <source>Kept as “{name}”.</source>
        <translation>Enregistré sous «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>Removed: {what}.</source>
        <translation>Supprimé&#xa0;: {what}.</translation>
    </message>
</context>
<context>
    <name>ProfileMenu</name>
    <message>
        <source>{name} (changed)</source>
        <translation>{name} (modifié)</translation>
    </message>
    <message>
        <source>&amp;Keep this set-up as a profile…</source>
        <translation>&amp;Garder comme profil…</translation>
    </message>
    <message>
        <source>Face, look and shield under a name, to come back to.</source>
        <translation>Visage, apparence et masquage sous un nom, pour y revenir.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Supprimer</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
</context>
<context>
    <name>ShareRow</name>
    <message>
        <source>Share of {name}</source>
        <translation>Part de {name}</translation>
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
        <translation>Aperçu en miroir</translation>
    </message>
    <message>
        <source>&amp;More faces</source>
        <translation>Plus &amp;de visages</translation>
    </message>
    <message>
        <source>Faces, look, output, numbers</source>
        <translation>Visages, apparence, sortie, chiffres</translation>
    </message>
    <message>
        <source>P&amp;icture from</source>
        <translation>&amp;Image de</translation>
    </message>
    <message>
        <source>Stan&amp;d-in face</source>
        <translation>Visage d’&amp;emprunt</translation>
    </message>
    <message>
        <source>Vi&amp;rtual camera</source>
        <translation>&amp;Caméra virtuelle</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>Caméra virtuelle</translation>
    </message>
    <message>
        <source>Fac&amp;es</source>
        <translation>Visa&amp;ges</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>Appa&amp;rence</translation>
    </message>
    <message>
        <source>O&amp;utput</source>
        <translation>S&amp;ortie</translation>
    </message>
    <message>
        <source>&amp;Numbers</source>
        <translation>C&amp;hiffres</translation>
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
        <translation>{name}, en pour cent</translation>
    </message>
    <message>
        <source>Reset: {name}</source>
        <translation>Réinitialiser&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Back to {n} %</source>
        <translation>Revenir à {n}&#xa0;%</translation>
    </message>
    <message>
        <source>From “{left}” to “{right}”.</source>
        <translation>De «&#xa0;{left}&#xa0;» à «&#xa0;{right}&#xa0;».</translation>
    </message>
</context>
<context>
    <name>SourcePicker</name>
    <message>
        <source>Picture from</source>
        <translation>Image de</translation>
    </message>
    <message>
        <source>Demo clip</source>
        <translation>Vidéo de démonstration</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Ouvrir un fichier…</translation>
    </message>
</context>
<context>
    <name>StartAtLogin</name>
    <message>
        <source>Opens Understudy&apos;s window when you log in to this computer. The camera stays off until you press Start, unless you choose the next line, too.</source>
        <translation>Ouvre la fenêtre d’Understudy quand vous vous connectez à cet ordinateur. La caméra reste éteinte jusqu’à ce que vous appuyiez sur Démarrer, sauf si vous choisissez aussi la ligne suivante.</translation>
    </message>
    <message>
        <source>Understudy lies in a folder whose name has a line break: rename it.</source>
        <translation>Understudy se trouve dans un dossier dont le nom contient un saut de ligne&#xa0;: renommez-le.</translation>
    </message>
    <message>
        <source>Starting at login cannot be changed: {why}.</source>
        <translation>L’ouverture à la connexion ne peut pas être modifiée&#xa0;: {why}.</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>A woman of about 33 with medium-brown skin and long, dark, wavy hair.</source>
        <translation>Une femme d’environ 33 ans, à la peau brune et aux longs cheveux foncés et ondulés.</translation>
    </message>
    <message>
        <source>A man of about 46 with fair skin, sandy receding hair and a day&apos;s stubble.</source>
        <translation>Un homme d’environ 46 ans, à la peau claire, aux cheveux blond sable dégarnis et à la barbe d’un jour.</translation>
    </message>
    <message>
        <source>A woman of about 28 with light skin, a black bob and dark eyes.</source>
        <translation>Une femme d’environ 28 ans, à la peau claire, au carré noir et aux yeux foncés.</translation>
    </message>
    <message>
        <source>A man of about 38 with deep brown skin, cropped hair and a shadow of a beard.</source>
        <translation>Un homme d’environ 38 ans, à la peau brun foncé, aux cheveux ras et à l’ombre de barbe.</translation>
    </message>
    <message>
        <source>A woman in her late forties with olive skin, hazel eyes and dark hair tied back.</source>
        <translation>Une femme proche de la cinquantaine, à la peau mate, aux yeux noisette et aux cheveux foncés attachés.</translation>
    </message>
    <message>
        <source>A man of about 30 with warm brown skin, thick black hair and light stubble.</source>
        <translation>Un homme d’environ 30 ans, à la peau brun chaud, aux épais cheveux noirs et à la barbe naissante.</translation>
    </message>
    <message>
        <source>A woman of about 66 with fair skin, blue eyes and short silver hair.</source>
        <translation>Une femme d’environ 66 ans, à la peau claire, aux yeux bleus et aux cheveux courts argentés.</translation>
    </message>
    <message>
        <source>A woman of about 25 with very fair, freckled skin and long copper hair.</source>
        <translation>Une femme d’environ 25 ans, à la peau très claire, avec des taches de rousseur et de longs cheveux cuivrés.</translation>
    </message>
    <message>
        <source>A woman of about 30 with deep brown skin and a short afro.</source>
        <translation>Une femme d’environ 30 ans, à la peau brun foncé et à la coupe afro courte.</translation>
    </message>
    <message>
        <source>A man of about 40 with light skin and short black hair swept back.</source>
        <translation>Un homme d’environ 40 ans, à la peau claire et aux cheveux noirs courts coiffés en arrière.</translation>
    </message>
    <message>
        <source>A man of about 35 with light olive skin, dark hair and a short full beard.</source>
        <translation>Un homme d’environ 35 ans, à la peau mate claire, aux cheveux foncés et à la barbe courte et pleine.</translation>
    </message>
    <message>
        <source>A man of about 70 with light skin, receding white hair and a moustache.</source>
        <translation>Un homme d’environ 70 ans, à la peau claire, aux cheveux blancs dégarnis et à la moustache.</translation>
    </message>
    <message>
        <source>A marble bust: plainly not a person.</source>
        <translation>Un buste de marbre&#xa0;: visiblement pas une personne.</translation>
    </message>
    <message>
        <source>A porcelain doll with painted lips and brows: plainly not a person.</source>
        <translation>Une poupée de porcelaine aux lèvres et sourcils peints&#xa0;: visiblement pas une personne.</translation>
    </message>
    <message>
        <source>A bronze head with a trace of verdigris: plainly not a person.</source>
        <translation>Une tête de bronze avec un peu de vert-de-gris&#xa0;: visiblement pas une personne.</translation>
    </message>
    <message>
        <source>A robot with a pale face plate and lines of light: plainly not a person.</source>
        <translation>Un robot au visage de plaque pâle et aux lignes de lumière&#xa0;: visiblement pas une personne.</translation>
    </message>
    <message>
        <source>A woman of about 55 with olive skin, her hair tied back.</source>
        <translation>Une femme d’environ 55 ans, à la peau mate, les cheveux attachés.</translation>
    </message>
    <message>
        <source>A man of about 30 with a short black beard.</source>
        <translation>Un homme d’environ 30 ans à la courte barbe noire.</translation>
    </message>
    <message>
        <source>A man of about 22 with curly ginger hair and blue eyes.</source>
        <translation>Un homme d’environ 22 ans, aux cheveux roux bouclés et aux yeux bleus.</translation>
    </message>
    <message>
        <source>A woman of about 45 with dark skin and short dark-red hair.</source>
        <translation>Une femme d’environ 45 ans, à la peau foncée et aux cheveux courts rouge foncé.</translation>
    </message>
    <message>
        <source>An East Asian woman of about 25 with dark hair.</source>
        <translation>Une femme d’Asie de l’Est d’environ 25 ans, aux cheveux foncés.</translation>
    </message>
    <message>
        <source>A man of about 65 with a full white beard.</source>
        <translation>Un homme d’environ 65 ans à la barbe blanche fournie.</translation>
    </message>
    <message>
        <source>A man of about 42 with a large moustache.</source>
        <translation>Un homme d’environ 42 ans à la grande moustache.</translation>
    </message>
    <message>
        <source>A bald man of about 30 with green eyes.</source>
        <translation>Un homme chauve d’environ 30 ans aux yeux verts.</translation>
    </message>
    <message>
        <source>A man of about 54 with dark skin and long locs.</source>
        <translation>Un homme d’environ 54 ans, à la peau foncée et aux longues locks.</translation>
    </message>
</context>
<context>
    <name>TermsDialog</name>
    <message>
        <source>Terms of use</source>
        <translation>Conditions d’utilisation</translation>
    </message>
    <message>
        <source>The whole licence</source>
        <translation>La licence entière</translation>
    </message>
    <message>
        <source>That you agree is written down on this computer, with the date, and not sent.</source>
        <translation>Votre accord est noté sur cet ordinateur, avec la date, et n’est pas envoyé.</translation>
    </message>
    <message>
        <source>I &amp;agree</source>
        <translation>J’&amp;accepte</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
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
        <translation>&amp;Profils</translation>
    </message>
    <message>
        <source>&amp;Hide window</source>
        <translation>Masquer la &amp;fenêtre</translation>
    </message>
    <message>
        <source>Sho&amp;w window</source>
        <translation>Afficher la f&amp;enêtre</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>Stopped</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>Nothing is sent to anyone.</source>
        <translation>Rien n’est envoyé à personne.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Démarrage…</translation>
    </message>
    <message>
        <source>Others see a plain card until your face is covered.</source>
        <translation>Les autres voient une image neutre jusqu’à ce que votre visage soit couvert.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt en cours…</translation>
    </message>
    <message>
        <source>Shielding: you asked for it</source>
        <translation>Masqué&#xa0;: à votre demande</translation>
    </message>
    <message>
        <source>Others see a plain card until you resume.</source>
        <translation>Les autres voient une image neutre jusqu’à ce que vous repreniez.</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>Visage couvert</translation>
    </message>
    <message>
        <source>Empty room</source>
        <translation>Pièce vide</translation>
    </message>
    <message>
        <source>Nobody is seen; the room is shown.</source>
        <translation>Personne n’est visible&#xa0;; la pièce est montrée.</translation>
    </message>
    <message>
        <source>Shielding: {why}</source>
        <translation>Masqué&#xa0;: {why}</translation>
    </message>
    <message>
        <source>Nobody seen</source>
        <translation>Personne en vue</translation>
    </message>
</context>
<context>
    <name>TrustStrip</name>
    <message>
        <source>Latency: from the camera&apos;s picture to the covered one, half of all frames are faster. Dropped: overtaken by a newer picture, so that you are never late.</source>
        <translation>Latence&#xa0;: de l’image de la caméra à l’image couverte&#xa0;; la moitié des images est plus rapide. Ignorées&#xa0;: dépassées par une image plus récente, pour que vous ne soyez jamais en retard.</translation>
    </message>
    <message>
        <source>{fps:.0f} frames per second</source>
        <translation>{fps:.0f} images par seconde</translation>
    </message>
    <message>
        <source>{ms:.0f} ms latency</source>
        <translation>{ms:.0f} ms de latence</translation>
    </message>
    <message>
        <source>{n} dropped</source>
        <translation>{n} ignorées</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>Pas encore de chiffres</translation>
    </message>
</context>
<context>
    <name>_People</name>
    <message numerus="yes">
        <source>%n people seen</source>
        <translation>
            <numerusform>%n personne visible</numerusform>
            <numerusform>%n personnes visibles</numerusform>
        </translation>
    </message>
</context>
</TS>
