<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES" sourcelanguage="en_US">
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>Below</name>
    <message>
        <source>starting</source>
        <translation>está empezando</translation>
    </message>
    <message>
        <source>no new picture</source>
        <translation>no llega ninguna imagen nueva</translation>
    </message>
    <message>
        <source>no face found</source>
        <translation>no se encuentra ninguna cara</translation>
    </message>
    <message>
        <source>panic key</source>
        <translation>tecla de pánico</translation>
    </message>
    <message>
        <source>the guard failed</source>
        <translation>la comprobación ha fallado</translation>
    </message>
    <message>
        <source>the picture could not be finished</source>
        <translation>no se pudo terminar la imagen</translation>
    </message>
    <message>
        <source>the picture could not be put together</source>
        <translation>no se pudo componer la imagen</translation>
    </message>
    <message>
        <source>the picture&apos;s size changed</source>
        <translation>el tamaño de la imagen ha cambiado</translation>
    </message>
    <message>
        <source>the tracker gave nonsense</source>
        <translation>el seguimiento de la cara dio un resultado absurdo</translation>
    </message>
    <message>
        <source>the face could not be drawn</source>
        <translation>no se pudo dibujar la cara</translation>
    </message>
    <message>
        <source>a face is not covered</source>
        <translation>hay una cara sin cubrir</translation>
    </message>
    <message>
        <source>the face is hardly seen</source>
        <translation>la cara apenas se ve</translation>
    </message>
    <message>
        <source>the head is turned too far</source>
        <translation>la cabeza está demasiado girada</translation>
    </message>
    <message>
        <source>the detector sees no face there</source>
        <translation>el detector no ve ninguna cara ahí</translation>
    </message>
    <message>
        <source>the face is not covered</source>
        <translation>la cara no está cubierta</translation>
    </message>
    <message>
        <source>the face looks like the wearer&apos;s</source>
        <translation>la cara se parece a la tuya</translation>
    </message>
    <message>
        <source>type `sudo usermod -aG video $USER`, then log out and in again</source>
        <translation>escribe `sudo usermod -aG video $USER` y después cierra la sesión y vuelve a entrar</translation>
    </message>
    <message>
        <source>allow it in Settings &gt; Privacy &amp; security &gt; Camera &gt; Let desktop apps access your camera</source>
        <translation>permítelo en Configuración &gt; Privacidad y seguridad &gt; Cámara &gt; Permitir que las aplicaciones de escritorio accedan a la cámara</translation>
    </message>
    <message>
        <source>allow it in System Settings &gt; Privacy &amp; Security &gt; Camera, then start again</source>
        <translation>permítelo en Ajustes del Sistema &gt; Privacidad y seguridad &gt; Cámara y vuelve a empezar</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again; `fuser /dev/video*` names it</source>
        <translation>cierra el programa que la está usando (una llamada, OBS, una pestaña del navegador) e inténtalo de nuevo; `fuser /dev/video*` dice cuál es</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again, or allow it in Settings &gt; Privacy &amp; security &gt; Camera</source>
        <translation>cierra el programa que la está usando (una llamada, OBS, una pestaña del navegador) e inténtalo de nuevo, o permítela en Configuración &gt; Privacidad y seguridad &gt; Cámara</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again, or allow it in System Settings &gt; Privacy &amp; Security &gt; Camera</source>
        <translation>cierra el programa que la está usando (una llamada, OBS, una pestaña del navegador) e inténtalo de nuevo, o permítela en Ajustes del Sistema &gt; Privacidad y seguridad &gt; Cámara</translation>
    </message>
    <message>
        <source>plug it in again, or close the program that took it</source>
        <translation>vuelve a conectarla o cierra el programa que la ha tomado</translation>
    </message>
    <message>
        <source>type `sudo apt install v4l2loopback-dkms` and `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, then start again</source>
        <translation>escribe `sudo apt install v4l2loopback-dkms` y `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy` y vuelve a empezar</translation>
    </message>
    <message>
        <source>install OBS Studio 26 or later (obsproject.com), which brings one, then start again</source>
        <translation>instala OBS Studio 26 o posterior (obsproject.com), que trae una, y vuelve a empezar</translation>
    </message>
    <message>
        <source>install OBS Studio 30 or later (obsproject.com), press Start Virtual Camera in it once, then Stop, and start again</source>
        <translation>instala OBS Studio 30 o posterior (obsproject.com), pulsa en él una vez «Iniciar cámara virtual» y luego «Detener», y vuelve a empezar</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, then start again</source>
        <translation>escribe `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy` y vuelve a empezar</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`; if that says &apos;Key was rejected&apos;, Secure Boot wants the module&apos;s key: `sudo mokutil --import /var/lib/dkms/mok.pub`, restart, choose Enroll MOK</source>
        <translation>escribe `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`; si responde «Key was rejected», Secure Boot pide la clave del módulo: `sudo mokutil --import /var/lib/dkms/mok.pub`, reinicia y elige «Enroll MOK»</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`</source>
        <translation>escribe `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`</translation>
    </message>
    <message>
        <source>start OBS&apos;s virtual camera once and stop it</source>
        <translation>inicia una vez la cámara virtual de OBS y deténla</translation>
    </message>
    <message>
        <source>close the program that writes to it (OBS, another Understudy), or, where that has crashed, the call that watches, then try again</source>
        <translation>cierra el programa que escribe en ella (OBS, otro Understudy) o, si ese ha fallado, la llamada que la mira, e inténtalo de nuevo</translation>
    </message>
    <message>
        <source>delete it and get it again (&apos;understudy models download&apos;, or &apos;models add FILE&apos;)</source>
        <translation>bórralo y vuelve a obtenerlo («understudy models download» o «models add ARCHIVO»)</translation>
    </message>
    <message>
        <source>install Understudy again</source>
        <translation>vuelve a instalar Understudy</translation>
    </message>
    <message>
        <source>install the pack again</source>
        <translation>vuelve a instalar el paquete</translation>
    </message>
    <message>
        <source>A blend: {mixed}.</source>
        <translation>Una mezcla: {mixed}.</translation>
    </message>
</context>
<context>
    <name>ClosingQuestion</name>
    <message>
        <source>Understudy is on</source>
        <translation>Understudy está en marcha</translation>
    </message>
    <message>
        <source>Understudy is still on</source>
        <translation>Understudy sigue en marcha</translation>
    </message>
    <message>
        <source>Stop and close?</source>
        <translation>¿Detener y cerrar?</translation>
    </message>
    <message>
        <source>Calls may be using your stand-in face. It can stay on without this window: Understudy&apos;s icon beside the clock brings the window back.</source>
        <translation>Puede que una llamada esté usando tu cara sustituta. Puede seguir activa sin esta ventana: el icono de Understudy junto al reloj la devuelve.</translation>
    </message>
    <message>
        <source>Calls may be using your stand-in face. When you close this window, it stops, and they get no more picture from Understudy.</source>
        <translation>Puede que una llamada esté usando tu cara sustituta. Si cierras esta ventana, se detiene y la llamada deja de recibir imagen de Understudy.</translation>
    </message>
    <message>
        <source>&amp;Do not ask again, always do what I choose now</source>
        <translation>&amp;No volver a preguntar y hacer siempre lo mismo</translation>
    </message>
    <message>
        <source>You can change this in the settings.</source>
        <translation>Puedes cambiarlo en los ajustes.</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Leave the window open and everything on.</source>
        <translation>La ventana sigue abierta y todo en marcha.</translation>
    </message>
    <message>
        <source>&amp;Stop and close</source>
        <translation>&amp;Detener y cerrar</translation>
    </message>
    <message>
        <source>Give the camera back and end Understudy.</source>
        <translation>Liberar la cámara y cerrar Understudy.</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray</source>
        <translation>&amp;Seguir en la bandeja</translation>
    </message>
    <message>
        <source>Close only the window; your face stays covered.</source>
        <translation>Cerrar solo la ventana; tu cara sigue cubierta.</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Session</source>
        <translation>&amp;Sesión</translation>
    </message>
    <message>
        <source>F&amp;aces</source>
        <translation>&amp;Caras</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Open file…</source>
        <translation>&amp;Abrir archivo…</translation>
    </message>
    <message>
        <source>Use a video or a picture instead of the camera.</source>
        <translation>Usar un vídeo o una imagen en lugar de la cámara.</translation>
    </message>
    <message>
        <source>&amp;Look for cameras again</source>
        <translation>&amp;Buscar cámaras de nuevo</translation>
    </message>
    <message>
        <source>After plugging one in or out.</source>
        <translation>Después de conectar o desconectar una.</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>M&amp;odelos…</translation>
    </message>
    <message>
        <source>What can be downloaded besides, and what of it is here.</source>
        <translation>Lo que se puede descargar además, y qué de ello está aquí.</translation>
    </message>
    <message>
        <source>&amp;First steps…</source>
        <translation>&amp;Primeros pasos…</translation>
    </message>
    <message>
        <source>Camera, face, virtual camera, and what stays visible.</source>
        <translation>Cámara, cara, cámara virtual y lo que sigue a la vista.</translation>
    </message>
    <message>
        <source>Open when I lo&amp;g in</source>
        <translation>Abrir al &amp;iniciar sesión</translation>
    </message>
    <message>
        <source>Opens this window when you log in; it starts nothing.</source>
        <translation>Abre esta ventana cuando inicias sesión; no pone nada en marcha.</translation>
    </message>
    <message>
        <source>…and s&amp;tart at once</source>
        <translation>…y &amp;empezar enseguida</translation>
    </message>
    <message>
        <source>Puts the face on as soon as you are logged in; the window is in the tray.</source>
        <translation>Pone la cara en cuanto inicias sesión; la ventana está en la bandeja.</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>Stop and close the window.</source>
        <translation>Detener y cerrar la ventana.</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Iniciar</translation>
    </message>
    <message>
        <source>Put the stand-in face on.</source>
        <translation>Poner la cara sustituta.</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Detener</translation>
    </message>
    <message>
        <source>Stop, and give the camera back.</source>
        <translation>Detener y liberar la cámara.</translation>
    </message>
    <message>
        <source>Shield &amp;now</source>
        <translation>&amp;Ocultar ahora</translation>
    </message>
    <message>
        <source>Send nothing but a plain card, at once.</source>
        <translation>Enviar solo una imagen neutra, al instante.</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Reanudar</translation>
    </message>
    <message>
        <source>Lift the shield; your face stays covered.</source>
        <translation>Volver a mostrar la imagen; tu cara sigue cubierta.</translation>
    </message>
    <message>
        <source>&amp;Virtual camera</source>
        <translation>Cámara &amp;virtual</translation>
    </message>
    <message>
        <source>Offer the covered picture to calls and other programs as a camera.</source>
        <translation>Ofrecer la imagen cubierta como cámara a las llamadas y a otros programas.</translation>
    </message>
    <message>
        <source>Measure my &amp;anonymity</source>
        <translation>&amp;Medir mi anonimato</translation>
    </message>
    <message>
        <source>Once a second, on this computer and in memory only: would a recogniser know you in what others see?</source>
        <translation>Una vez por segundo, en este ordenador y solo en memoria: ¿te reconocería un sistema de reconocimiento facial en lo que ven los demás?</translation>
    </message>
    <message>
        <source>&amp;Add photoreal faces…</source>
        <translation>&amp;Añadir caras fotorrealistas…</translation>
    </message>
    <message>
        <source>Nine faces of no real person, downloaded once.</source>
        <translation>Nueve caras que no son de nadie; se descargan una vez.</translation>
    </message>
    <message>
        <source>&amp;Mix faces…</source>
        <translation>&amp;Mezclar caras…</translation>
    </message>
    <message>
        <source>Make a face of your own from others.</source>
        <translation>Crear una cara propia a partir de otras.</translation>
    </message>
    <message>
        <source>&amp;Invent a face</source>
        <translation>&amp;Inventar una cara</translation>
    </message>
    <message>
        <source>Mix one that nobody chose, and put it on.</source>
        <translation>Mezclar una que nadie ha elegido y ponerla.</translation>
    </message>
    <message>
        <source>&amp;Search faces</source>
        <translation>&amp;Buscar caras</translation>
    </message>
    <message>
        <source>Find a face by its name or description.</source>
        <translation>Encontrar una cara por su nombre o descripción.</translation>
    </message>
    <message>
        <source>&amp;Mirror preview</source>
        <translation>Vista previa en &amp;espejo</translation>
    </message>
    <message>
        <source>Only here: others see you the right way round.</source>
        <translation>Solo aquí: los demás te ven al derecho.</translation>
    </message>
    <message>
        <source>&amp;Keep what others see now</source>
        <translation>&amp;Guardar lo que ven ahora</translation>
    </message>
    <message>
        <source>As a picture in your own folder for pictures.</source>
        <translation>Como imagen en tu carpeta de imágenes.</translation>
    </message>
    <message>
        <source>What &amp;others see</source>
        <translation>Lo que ven los &amp;demás</translation>
    </message>
    <message>
        <source>Show only the covered picture.</source>
        <translation>Mostrar solo la imagen cubierta.</translation>
    </message>
    <message>
        <source>Compare in &amp;halves</source>
        <translation>Comparar por &amp;mitades</translation>
    </message>
    <message>
        <source>On the left your camera&apos;s picture, for your eyes only.</source>
        <translation>A la izquierda la imagen de tu cámara, solo para tus ojos.</translation>
    </message>
    <message>
        <source>Compare &amp;side by side</source>
        <translation>Comparar &amp;uno junto al otro</translation>
    </message>
    <message>
        <source>Your camera&apos;s picture, for your eyes only, and theirs.</source>
        <translation>La imagen de tu cámara, solo para tus ojos, y la de los demás.</translation>
    </message>
</context>
<context>
    <name>ControlsPanel</name>
    <message>
        <source>Skin</source>
        <translation>Piel</translation>
    </message>
    <message>
        <source>If your face cannot be covered</source>
        <translation>Si tu cara no se puede cubrir</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Restablecer todo</translation>
    </message>
    <message>
        <source>Everything in this panel as it was at first, the last choice too.</source>
        <translation>Todo lo de este panel como al principio, también la última opción.</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forma</translation>
    </message>
    <message>
        <source>How far the stand-in&apos;s proportions replace yours. More hides you better.</source>
        <translation>Hasta qué punto las proporciones de la cara sustituta reemplazan las tuyas. Más te oculta mejor.</translation>
    </message>
    <message>
        <source>my proportions</source>
        <translation>mis proporciones</translation>
    </message>
    <message>
        <source>the stand-in&apos;s</source>
        <translation>como la sustituta</translation>
    </message>
    <message>
        <source>Like this it is easier to recognise you.</source>
        <translation>Así es más fácil reconocerte.</translation>
    </message>
    <message>
        <source>Size of the features</source>
        <translation>Tamaño de los rasgos</translation>
    </message>
    <message>
        <source>Makes eyes, nose and mouth smaller or larger. As much stays covered.</source>
        <translation>Hace más pequeños o más grandes los ojos, la nariz y la boca. Se cubre lo mismo.</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>más pequeños</translation>
    </message>
    <message>
        <source>larger</source>
        <translation>más grandes</translation>
    </message>
    <message>
        <source>Clear features</source>
        <translation>Rasgos marcados</translation>
    </message>
    <message>
        <source>Less makes a smooth face of the stand-in, never your own.</source>
        <translation>Menos alisa la cara sustituta; nunca se ve la tuya.</translation>
    </message>
    <message>
        <source>smooth face</source>
        <translation>cara lisa</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Nitidez</translation>
    </message>
    <message>
        <source>Makes the drawn face crisper than your camera is.</source>
        <translation>Hace la cara dibujada más nítida que tu cámara.</translation>
    </message>
    <message>
        <source>as my camera</source>
        <translation>como mi cámara</translation>
    </message>
    <message>
        <source>crisper</source>
        <translation>más nítida</translation>
    </message>
    <message>
        <source>Colour match</source>
        <translation>Ajuste de color</translation>
    </message>
    <message>
        <source>How much of your skin&apos;s tone the stand-in takes on.</source>
        <translation>Cuánto de tu tono de piel adopta la cara sustituta.</translation>
    </message>
    <message>
        <source>only my light</source>
        <translation>solo mi luz</translation>
    </message>
    <message>
        <source>my skin</source>
        <translation>mi piel</translation>
    </message>
    <message>
        <source>Match my skin</source>
        <translation>Ajustar a mi piel</translation>
    </message>
    <message>
        <source>Nothing around the face is touched.</source>
        <translation>No se toca nada alrededor de la cara.</translation>
    </message>
    <message>
        <source>The stand-in takes on the tone of your skin.</source>
        <translation>La cara sustituta adopta tu tono de piel.</translation>
    </message>
    <message>
        <source>Match the stand-in&apos;s skin</source>
        <translation>Ajustar a la piel de la sustituta</translation>
    </message>
    <message>
        <source>Your ears, neck and hairline are tinted; your hands are not.</source>
        <translation>Se tiñen tus orejas, el cuello y el nacimiento del pelo; las manos no.</translation>
    </message>
    <message>
        <source>A wall of the colour of your skin may be tinted near the neck.</source>
        <translation>Una pared del color de tu piel puede teñirse cerca del cuello.</translation>
    </message>
    <message>
        <source>Hold the last picture</source>
        <translation>Mantener la última imagen</translation>
    </message>
    <message>
        <source>The last covered one stays for a second, then a plain card.</source>
        <translation>La última cubierta se queda un segundo; después, una imagen neutra.</translation>
    </message>
    <message>
        <source>Others hardly notice when it is short.</source>
        <translation>Si es breve, los demás apenas lo notan.</translation>
    </message>
    <message>
        <source>Coarse blocks</source>
        <translation>Bloques grandes</translation>
    </message>
    <message>
        <source>Over every face; over the whole picture if in doubt.</source>
        <translation>Sobre cada cara; en caso de duda, sobre toda la imagen.</translation>
    </message>
    <message>
        <source>The rest of the picture goes on moving.</source>
        <translation>El resto de la imagen sigue moviéndose.</translation>
    </message>
    <message>
        <source>A plain card</source>
        <translation>Una imagen neutra</translation>
    </message>
    <message>
        <source>At once: it says that the camera is covered.</source>
        <translation>Al instante: dice que la cámara está tapada.</translation>
    </message>
    <message>
        <source>Nothing of the camera&apos;s picture is seen.</source>
        <translation>No se ve nada de la imagen de la cámara.</translation>
    </message>
    <message>
        <source>If your face cannot be covered, others see</source>
        <translation>Si tu cara no se puede cubrir, los demás ven</translation>
    </message>
    <message>
        <source>Off while your skin is matched to the stand-in&apos;s.</source>
        <translation>Desactivado mientras tu piel se ajusta a la de la sustituta.</translation>
    </message>
</context>
<context>
    <name>EngineLink</name>
    <message>
        <source>Loading…</source>
        <translation>Cargando…</translation>
    </message>
    <message>
        <source>The engine fails: others see the shield.</source>
        <translation>El motor falla: los demás ven la protección.</translation>
    </message>
    <message>
        <source>Too slow with the enhancer: it is off for now.</source>
        <translation>Demasiado lento con el mejorador: por ahora está apagado.</translation>
    </message>
    <message>
        <source>Too slow with pixel boost: it is off for now.</source>
        <translation>Demasiado lento con el refuerzo de píxeles: por ahora está apagado.</translation>
    </message>
    <message>
        <source>Too slow for your camera: the built-in engine draws for now.</source>
        <translation>Demasiado lento para tu cámara: por ahora dibuja el motor incluido.</translation>
    </message>
    <message>
        <source>The enhancer fails: faces stay as drawn.</source>
        <translation>El mejorador falla: las caras quedan como se dibujaron.</translation>
    </message>
</context>
<context>
    <name>EnginePanel</name>
    <message>
        <source>What draws the face</source>
        <translation>Qué dibuja la cara</translation>
    </message>
    <message>
        <source>What networks run on</source>
        <translation>En qué funcionan las redes</translation>
    </message>
    <message>
        <source>Pixel boost</source>
        <translation>Refuerzo de píxeles</translation>
    </message>
    <message>
        <source>In front of the face</source>
        <translation>Delante de la cara</translation>
    </message>
    <message>
        <source>Enhancer</source>
        <translation>Mejorador</translation>
    </message>
    <message>
        <source>Where your computer is too slow, the enhancer goes first, then pixel boost, then the engine. They come back by themselves.</source>
        <translation>Si tu ordenador es demasiado lento, se quita primero el mejorador, luego el refuerzo de píxeles y luego el motor. Vuelven por sí solos.</translation>
    </message>
    <message>
        <source>Keep up with the camera</source>
        <translation>Seguir el ritmo de la cámara</translation>
    </message>
    <message>
        <source>Get networks…</source>
        <translation>Obtener redes…</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>Personaje</translation>
    </message>
    <message>
        <source>How far the character&apos;s face is its own.</source>
        <translation>Hasta qué punto la cara del personaje es la suya.</translation>
    </message>
    <message>
        <source>more of you</source>
        <translation>más de ti</translation>
    </message>
    <message>
        <source>all its own</source>
        <translation>del todo suya</translation>
    </message>
    <message>
        <source>Enhancer&apos;s strength</source>
        <translation>Fuerza del mejorador</translation>
    </message>
    <message>
        <source>How much of the enhanced face is seen.</source>
        <translation>Cuánto se ve de la cara mejorada.</translation>
    </message>
    <message>
        <source>as drawn</source>
        <translation>como se dibujó</translation>
    </message>
    <message>
        <source>enhanced</source>
        <translation>mejorada</translation>
    </message>
    <message>
        <source>Fidelity</source>
        <translation>Fidelidad</translation>
    </message>
    <message>
        <source>Less lets CodeFormer invent more.</source>
        <translation>Menos deja que CodeFormer invente más.</translation>
    </message>
    <message>
        <source>invents</source>
        <translation>inventa</translation>
    </message>
    <message>
        <source>true to the drawn</source>
        <translation>fiel a lo dibujado</translation>
    </message>
    <message>
        <source>Less noise</source>
        <translation>Menos ruido</translation>
    </message>
    <message>
        <source>Smooths grain and pores, and leaves edges.</source>
        <translation>Suaviza el grano y los poros y deja los bordes.</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>tal cual</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>suave</translation>
    </message>
    <message>
        <source>Crispness</source>
        <translation>Definición</translation>
    </message>
    <message>
        <source>Makes the enhanced face crisper.</source>
        <translation>Hace más nítida la cara mejorada.</translation>
    </message>
    <message>
        <source>crisper</source>
        <translation>más nítida</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>More contrast in small things; tone and shading stay.</source>
        <translation>Más contraste en lo pequeño; el tono y las sombras se quedan.</translation>
    </message>
    <message>
        <source>more</source>
        <translation>más</translation>
    </message>
    <message>
        <source>The built-in one needs nothing more. Swap networks need a graphics card.</source>
        <translation>El incluido no necesita nada más. Las redes de intercambio necesitan una tarjeta gráfica.</translation>
    </message>
    <message>
        <source>A network of 128 pixels draws more of them, in 4 or 16 runs.</source>
        <translation>Una red de 128 píxeles dibuja más, en 4 o 16 pasadas.</translation>
    </message>
    <message>
        <source>What a mask network sees before the face&apos;s rim stays in front of it.</source>
        <translation>Lo que una red de máscaras ve ante el borde de la cara se queda delante.</translation>
    </message>
    <message>
        <source>A further network makes the drawn face crisp.</source>
        <translation>Otra red hace nítida la cara dibujada.</translation>
    </message>
    <message>
        <source>Automatic: a short trial finds the fastest.</source>
        <translation>Automático: una breve prueba encuentra lo más rápido.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguno</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desactivado</translation>
    </message>
    <message>
        <source>Built in (mesh)</source>
        <translation>Incluido (malla)</translation>
    </message>
    <message>
        <source>{name} (not installed)</source>
        <translation>{name} (no instalado)</translation>
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
        <translation>Personas</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Personajes</translation>
    </message>
    <message>
        <source>Photoreal</source>
        <translation>Fotorrealistas</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Las tuyas</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>y %n más</numerusform>
            <numerusform>y %n más</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FacesLink</name>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Eliminar</translation>
    </message>
    <message>
        <source>“{name}”…</source>
        <translation>«{name}»…</translation>
    </message>
    <message>
        <source>Photoreal faces…</source>
        <translation>Caras fotorrealistas…</translation>
    </message>
    <message>
        <source>This is {name}. {description}</source>
        <translation>Esta cara es {name}. {description}</translation>
    </message>
    <message>
        <source>Removed: {what}.</source>
        <translation>Se ha eliminado: {what}.</translation>
    </message>
    <message>
        <source>The photoreal faces are there. Pick one.</source>
        <translation>Las caras fotorrealistas ya están. Elige una.</translation>
    </message>
    <message>
        <source>Remove the photoreal faces?</source>
        <translation>¿Eliminar las caras fotorrealistas?</translation>
    </message>
    <message>
        <source>They are deleted from this computer; adding them again downloads them again. Faces that you mixed from them cannot be put on until then.</source>
        <translation>Se borran de este ordenador; para volver a añadirlas hay que descargarlas otra vez. Las caras que mezclaste con ellas no se pueden poner hasta entonces.</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>¿Eliminar «{name}»?</translation>
    </message>
    <message>
        <source>{description} You can mix it again.</source>
        <translation>{description} Puedes volver a mezclarla.</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>Look for cameras</source>
        <translation>Buscar cámaras</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modelos…</translation>
    </message>
    <message>
        <source>Switch it on again</source>
        <translation>Volver a activarla</translation>
    </message>
    <message>
        <source>No camera was found.</source>
        <translation>No se ha encontrado ninguna cámara.</translation>
    </message>
    <message>
        <source>The camera “{what}” was not found.</source>
        <translation>No se ha encontrado la cámara «{what}».</translation>
    </message>
    <message>
        <source>Plug it in and look again, or choose another picture.</source>
        <translation>Conéctala y busca de nuevo, o elige otra imagen.</translation>
    </message>
    <message>
        <source>Another program may be using the camera.</source>
        <translation>Puede que otro programa esté usando la cámara.</translation>
    </message>
    <message>
        <source>Another program may be using the camera “{what}”.</source>
        <translation>Puede que otro programa esté usando la cámara «{what}».</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the camera.</source>
        <translation>Understudy no tiene permiso para usar la cámara.</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the camera “{what}”.</source>
        <translation>Understudy no tiene permiso para usar la cámara «{what}».</translation>
    </message>
    <message>
        <source>The camera stopped giving pictures.</source>
        <translation>La cámara ha dejado de dar imagen.</translation>
    </message>
    <message>
        <source>The camera “{what}” stopped giving pictures.</source>
        <translation>La cámara «{what}» ha dejado de dar imagen.</translation>
    </message>
    <message>
        <source>A file that Understudy needs is missing.</source>
        <translation>Falta un archivo que Understudy necesita.</translation>
    </message>
    <message>
        <source>A file that Understudy needs is missing: “{what}”.</source>
        <translation>Falta un archivo que Understudy necesita: «{what}».</translation>
    </message>
    <message>
        <source>A file that Understudy needs was altered or is damaged.</source>
        <translation>Un archivo que Understudy necesita fue alterado o está dañado.</translation>
    </message>
    <message>
        <source>A file that Understudy needs was altered or is damaged: “{what}”.</source>
        <translation>Un archivo que Understudy necesita fue alterado o está dañado: «{what}».</translation>
    </message>
    <message>
        <source>The graphics card cannot be used.</source>
        <translation>No se puede usar la tarjeta gráfica.</translation>
    </message>
    <message>
        <source>The processor does its work: you stay covered, but the picture may be slower. A newer driver of the graphics card may help.</source>
        <translation>El procesador hace su trabajo: sigues cubierto, pero la imagen puede ir más lenta. Un controlador gráfico más reciente puede ayudar.</translation>
    </message>
    <message>
        <source>A file of weights is not installed.</source>
        <translation>Hay un archivo de pesos sin instalar.</translation>
    </message>
    <message>
        <source>The weights “{what}” are not installed.</source>
        <translation>Los pesos «{what}» no están instalados.</translation>
    </message>
    <message>
        <source>They can be downloaded, if you wish.</source>
        <translation>Se pueden descargar, si quieres.</translation>
    </message>
    <message>
        <source>A file of weights is damaged, or another file.</source>
        <translation>Un archivo de pesos está dañado o es otro archivo.</translation>
    </message>
    <message>
        <source>The weights “{what}” are damaged, or another file.</source>
        <translation>Los pesos «{what}» están dañados o son otro archivo.</translation>
    </message>
    <message>
        <source>Remove the file, and get it again.</source>
        <translation>Elimina el archivo y vuelve a obtenerlo.</translation>
    </message>
    <message>
        <source>A pack of faces was altered or is damaged, so it is not used.</source>
        <translation>Un paquete de caras fue alterado o está dañado, así que no se usa.</translation>
    </message>
    <message>
        <source>The face “{what}” was altered or is damaged, so it is not put on.</source>
        <translation>La cara «{what}» fue alterada o está dañada, así que no se pone.</translation>
    </message>
    <message>
        <source>This computer has no virtual camera.</source>
        <translation>Este ordenador no tiene cámara virtual.</translation>
    </message>
    <message>
        <source>This computer has no virtual camera “{what}”.</source>
        <translation>Este ordenador no tiene la cámara virtual «{what}».</translation>
    </message>
    <message>
        <source>Understudy goes on without; only you see the preview on this system.</source>
        <translation>Understudy sigue sin ella; en este sistema solo tú ves la vista previa.</translation>
    </message>
    <message>
        <source>Another program is using the virtual camera.</source>
        <translation>Otro programa está usando la cámara virtual.</translation>
    </message>
    <message>
        <source>Another program is using the virtual camera “{what}”.</source>
        <translation>Otro programa está usando la cámara virtual «{what}».</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the virtual camera.</source>
        <translation>Understudy no tiene permiso para usar la cámara virtual.</translation>
    </message>
    <message>
        <source>The virtual camera stopped taking pictures.</source>
        <translation>La cámara virtual ha dejado de aceptar imágenes.</translation>
    </message>
    <message>
        <source>Calls see nothing of you now. Once it is back, so is your picture.</source>
        <translation>Las llamadas no ven nada de ti ahora. Cuando vuelva, volverá tu imagen.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>El disco está lleno.</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>Libera algo de espacio e inténtalo de nuevo.</translation>
    </message>
    <message>
        <source>Something went wrong inside Understudy.</source>
        <translation>Algo ha fallado dentro de Understudy.</translation>
    </message>
    <message>
        <source>Your own face was not shown. Try again; if it happens again, close Understudy and open it anew.</source>
        <translation>Tu propia cara no se ha mostrado. Inténtalo de nuevo; si vuelve a pasar, cierra Understudy y ábrelo otra vez.</translation>
    </message>
    <message>
        <source>This picture cannot be used.</source>
        <translation>Esta imagen no se puede usar.</translation>
    </message>
    <message>
        <source>Something cannot be written.</source>
        <translation>Algo no se puede escribir.</translation>
    </message>
    <message>
        <source>This face cannot be used.</source>
        <translation>Esta cara no se puede usar.</translation>
    </message>
    <message>
        <source>A part of Understudy does not work.</source>
        <translation>Una parte de Understudy no funciona.</translation>
    </message>
    <message>
        <source>The download did not work.</source>
        <translation>La descarga no ha funcionado.</translation>
    </message>
    <message>
        <source>Your settings could not be kept.</source>
        <translation>No se han podido guardar tus ajustes.</translation>
    </message>
    <message>
        <source>This does not make sense to Understudy.</source>
        <translation>Understudy no entiende esto.</translation>
    </message>
    <message>
        <source>Your settings could not be read as they were.</source>
        <translation>No se han podido leer tus ajustes tal como estaban.</translation>
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
        <translation>Fondo</translation>
    </message>
    <message>
        <source>A courtesy: at your edges something of the room may shine through.</source>
        <translation>Una cortesía: en tus bordes puede verse algo de la habitación.</translation>
    </message>
    <message>
        <source>Size of the picture</source>
        <translation>Tamaño de la imagen</translation>
    </message>
    <message>
        <source>Changing it starts the session over; others see a card.</source>
        <translation>Al cambiarlo, la sesión empieza de nuevo; los demás ven una imagen neutra.</translation>
    </message>
    <message>
        <source>Pictures per second</source>
        <translation>Imágenes por segundo</translation>
    </message>
    <message>
        <source>Where the shapes differ</source>
        <translation>Encaje si la forma difiere</translation>
    </message>
    <message>
        <source>&amp;Badge “Computer-made face”</source>
        <translation>&amp;Distintivo «Computer-made face»</translation>
    </message>
    <message>
        <source>A small mark at the lower left. In some places the law asks for it.</source>
        <translation>Una pequeña marca abajo a la izquierda. En algunos lugares la ley la exige.</translation>
    </message>
    <message>
        <source>Back&amp;ground</source>
        <translation>&amp;Fondo</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>&amp;Tamaño</translation>
    </message>
    <message>
        <source>Pi&amp;ctures per second</source>
        <translation>I&amp;mágenes por segundo</translation>
    </message>
    <message>
        <source>Where the s&amp;hapes differ</source>
        <translation>Enca&amp;je si la forma difiere</translation>
    </message>
    <message>
        <source>My room as it is</source>
        <translation>Mi habitación tal cual</translation>
    </message>
    <message>
        <source>My room, blurred</source>
        <translation>Mi habitación, desenfocada</translation>
    </message>
    <message>
        <source>A picture…</source>
        <translation>Una imagen…</translation>
    </message>
    <message>
        <source>As the camera</source>
        <translation>Como la cámara</translation>
    </message>
    <message>
        <source>Fill the picture, cut off the rest</source>
        <translation>Llenar la imagen y recortar el resto</translation>
    </message>
    <message>
        <source>Show all, with bars</source>
        <translation>Mostrar todo, con bandas</translation>
    </message>
    <message>
        <source>A picture for the background</source>
        <translation>Una imagen para el fondo</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>Imágenes ({endings})</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>Primeros pasos</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Atrás</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Omitir</translation>
    </message>
    <message>
        <source>1. Your camera</source>
        <translation>1. Tu cámara</translation>
    </message>
    <message>
        <source>Understudy looks at your camera and puts another face over yours. The picture stays on this computer until you switch an output on, and only the covered one ever leaves.</source>
        <translation>Understudy mira por tu cámara y pone otra cara sobre la tuya. La imagen se queda en este ordenador hasta que actives una salida, y solo sale la cubierta.</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Buscar de nuevo</translation>
    </message>
    <message>
        <source>2. A face</source>
        <translation>2. Una cara</translation>
    </message>
    <message>
        <source>Pick one that is unlike you: look-alikes give you away. You can change it at any time, also in a call.</source>
        <translation>Elige una que no se parezca a ti: un parecido te delata. Puedes cambiarla cuando quieras, también en una llamada.</translation>
    </message>
    <message>
        <source>3. Into the call</source>
        <translation>3. A la llamada</translation>
    </message>
    <message>
        <source>Zoom, Meet and the others take the covered picture from a virtual camera. Switch it on in the window, and choose it in the call as your camera.</source>
        <translation>Zoom, Meet y los demás toman la imagen cubierta de una cámara virtual. Actívala en la ventana y elígela en la llamada como tu cámara.</translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation>&amp;Comprobar de nuevo</translation>
    </message>
    <message>
        <source>Your hair, ears, neck and the outline of your head stay visible.</source>
        <translation>Tu pelo, orejas, cuello y el contorno de tu cabeza siguen a la vista.</translation>
    </message>
    <message>
        <source>So do body, hands, clothes and your room.</source>
        <translation>También el cuerpo, las manos, la ropa y tu habitación.</translation>
    </message>
    <message>
        <source>Your voice is not changed.</source>
        <translation>Tu voz no se cambia.</translation>
    </message>
    <message>
        <source>The way you move and speak stays yours: people who know you may know you.</source>
        <translation>Tu forma de moverte y hablar sigue siendo tuya: quien te conoce puede reconocerte.</translation>
    </message>
    <message>
        <source>Faces far behind you, lower than about a tenth of the picture, may stay uncovered.</source>
        <translation>Las caras muy lejos detrás de ti, de menos de una décima parte de la altura de la imagen, pueden quedar sin cubrir.</translation>
    </message>
    <message>
        <source>What it does not hide</source>
        <translation>Lo que no oculta</translation>
    </message>
    <message>
        <source>Your face is covered, or a card is shown: never your own picture. But a face is not all that you are.</source>
        <translation>Tu cara está cubierta, o se muestra una imagen neutra: nunca la tuya. Pero una cara no es todo lo que eres.</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} de {pages}</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Iniciar</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Siguiente</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>No camera was found. Plug one in; if there is one, {allow}. Until then you can try everything with the demo clip.</source>
        <translation>No se ha encontrado ninguna cámara. Conecta una; si ya hay una, {allow}. Mientras tanto puedes probarlo todo con el vídeo de demostración.</translation>
    </message>
    <message>
        <source>Found: {names}. Should it stay dark, {allow}.</source>
        <translation>Encontrada: {names}. Si la imagen se queda oscura, {allow}.</translation>
    </message>
    <message>
        <source>Looking for a virtual camera…</source>
        <translation>Buscando una cámara virtual…</translation>
    </message>
    <message>
        <source>Ready: “{name}”.</source>
        <translation>Lista: «{name}».</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Stand-in face</source>
        <translation>Cara sustituta</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoritas</translation>
    </message>
    <message>
        <source>{name}, favourite: {description}</source>
        <translation>{name}, favorita: {description}</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>Quitar de favoritas</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>Añadir a favoritas</translation>
    </message>
    <message>
        <source>Remove “{name}”…</source>
        <translation>Eliminar «{name}»…</translation>
    </message>
</context>
<context>
    <name>GalleryBar</name>
    <message>
        <source>Search faces</source>
        <translation>Buscar caras</translation>
    </message>
    <message>
        <source>By name, or by what is said about a face.</source>
        <translation>Por el nombre o por lo que se dice de una cara.</translation>
    </message>
    <message>
        <source>Show all faces</source>
        <translation>Mostrar todas las caras</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todas</translation>
    </message>
    <message>
        <source>End the search and show all faces.</source>
        <translation>Terminar la búsqueda y mostrar todas las caras.</translation>
    </message>
    <message>
        <source>No face is called “{query}”.</source>
        <translation>Ninguna cara coincide con «{query}».</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n encontrada</numerusform>
            <numerusform>%n encontradas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GlobalKey</name>
    <message>
        <source>{key} shields at once, whichever program you are in.</source>
        <translation>{key} te oculta al instante, estés en el programa que estés.</translation>
    </message>
    <message>
        <source>The shield key works while Understudy&apos;s window or its icon beside the clock is used; {system} gives no program a key everywhere.</source>
        <translation>La tecla para ocultar funciona mientras se usa la ventana de Understudy o su icono junto al reloj; {system} no da a ningún programa una tecla para todas partes.</translation>
    </message>
    <message>
        <source>Another program has taken this key: the shield key works while Understudy&apos;s window or its icon beside the clock is used.</source>
        <translation>Otro programa ha tomado esta tecla: la tecla para ocultar funciona mientras se usa la ventana de Understudy o su icono junto al reloj.</translation>
    </message>
    <message>
        <source>This keyboard has no such key.</source>
        <translation>Este teclado no tiene esa tecla.</translation>
    </message>
    <message>
        <source>The shield key works while Understudy&apos;s window or its icon beside the clock is used: the display hands out no other.</source>
        <translation>La tecla para ocultar funciona mientras se usa la ventana de Understudy o su icono junto al reloj: la pantalla no concede otra.</translation>
    </message>
</context>
<context>
    <name>Installation</name>
    <message>
        <source>the faces that are there already cannot be read</source>
        <translation>No se pueden leer las caras que ya hay</translation>
    </message>
    <message>
        <source>Fetching the pictures: {done} of {total} MB</source>
        <translation>Descargando las imágenes: {done} de {total} MB</translation>
    </message>
    <message>
        <source>Making {name}: {number} of {total}</source>
        <translation>Creando {name}: {number} de {total}</translation>
    </message>
</context>
<context>
    <name>LanguageMenu</name>
    <message>
        <source>&amp;Language</source>
        <translation>Idioma (&amp;Language)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Como el &amp;sistema</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Profiles</source>
        <translation>&amp;Perfiles</translation>
    </message>
    <message>
        <source>Others see</source>
        <translation>Los demás ven</translation>
    </message>
    <message>
        <source>Halves</source>
        <translation>Mitades</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Lado a lado</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Your stand-in face is on</source>
        <translation>Tu cara sustituta está puesta</translation>
    </message>
    <message>
        <source>Ready when you are</source>
        <translation>Todo listo cuando quieras</translation>
    </message>
    <message>
        <source>Pick a face and press Start. Here you see what others will see.</source>
        <translation>Elige una cara y pulsa Iniciar. Aquí ves lo que verán los demás.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Deteniendo…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
    </message>
    <message>
        <source>Your own face is never shown.</source>
        <translation>Tu propia cara nunca se muestra.</translation>
    </message>
    <message>
        <source>There is no picture yet.</source>
        <translation>Aún no hay ninguna imagen.</translation>
    </message>
    <message>
        <source>Kept in your folder for pictures: {file}.</source>
        <translation>Guardada en tu carpeta de imágenes: {file}.</translation>
    </message>
    <message>
        <source>Others cannot see your camera&apos;s picture in the call. But programs that record or share your screen can: do not share this window.</source>
        <translation>En la llamada nadie ve la imagen de tu cámara. Pero los programas que graban o comparten tu pantalla sí: no compartas esta ventana.</translation>
    </message>
    <message>
        <source>Open a video or a picture</source>
        <translation>Abrir un vídeo o una imagen</translation>
    </message>
    <message>
        <source>Videos and pictures ({endings})</source>
        <translation>Vídeos e imágenes ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
</context>
<context>
    <name>MeterRow</name>
    <message>
        <source>A face recogniser compares what others see with your camera&apos;s picture, once a second, on this computer; nothing of it is kept. Left: like a stranger. At the mark it takes the picture for you. It says nothing of your voice, hair or room.</source>
        <translation>Un reconocimiento facial compara lo que ven los demás con la imagen de tu cámara, una vez por segundo, en este ordenador; no se guarda nada. Izquierda: como un desconocido. En la marca, toma la imagen por ti. No dice nada de tu voz, tu pelo ni tu habitación.</translation>
    </message>
    <message>
        <source>Anonymity: waiting for your covered face…</source>
        <translation>Anonimato: esperando tu cara cubierta…</translation>
    </message>
    <message>
        <source>A recogniser knows you in this face: choose another one.</source>
        <translation>Un reconocimiento facial te reconoce en esta cara: elige otra.</translation>
    </message>
    <message>
        <source>This face comes close to you: another one is safer.</source>
        <translation>Esta cara se acerca a la tuya: otra es más segura.</translation>
    </message>
    <message>
        <source>Recognisers do not know you in this face.</source>
        <translation>El reconocimiento facial no te reconoce en esta cara.</translation>
    </message>
</context>
<context>
    <name>MixDialog</name>
    <message>
        <source>Mix faces</source>
        <translation>Mezclar caras</translation>
    </message>
    <message>
        <source>&amp;Another variation</source>
        <translation>&amp;Otra variante</translation>
    </message>
    <message>
        <source>The same faces, but brows, eyes, lips and skin are others&apos; of them.</source>
        <translation>Las mismas caras, pero cejas, ojos, labios y piel vienen de otras de ellas.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>&amp;Save and put on</source>
        <translation>&amp;Guardar y poner</translation>
    </message>
    <message>
        <source>Which faces?</source>
        <translation>¿Qué caras?</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nombre</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>Lo que resulta</translation>
    </message>
    <message>
        <source>Choose {n} faces or more</source>
        <translation>Elige {n} caras o más</translation>
    </message>
    <message>
        <source>Mixing…</source>
        <translation>Mezclando…</translation>
    </message>
    <message>
        <source>This cannot be mixed</source>
        <translation>Esto no se puede mezclar</translation>
    </message>
    <message>
        <source>Choose {least} to {most} faces: people or characters, not both.</source>
        <translation>Elige de {least} a {most} caras: personas o personajes, no ambos.</translation>
    </message>
    <message>
        <source>{name} gives {share} %. With more than {most} % one would still recognise {name}: take some away, or give the others more.</source>
        <translation>{name} aporta un {share}&#xa0;%. Con más de un {most}&#xa0;% aún se reconocería a {name}: quita algo o da más a las otras.</translation>
    </message>
    <message>
        <source>None may give more than {most} %: nobody is to be recognised in it.</source>
        <translation>Ninguna puede aportar más de un {most}&#xa0;%: no se debe reconocer a nadie en ella.</translation>
    </message>
    <message>
        <source>That is as many as can be mixed. None may give more than {most} %.</source>
        <translation>No se pueden mezclar más. Ninguna puede aportar más de un {most}&#xa0;%.</translation>
    </message>
    <message>
        <source>You have a face of that name already.</source>
        <translation>Ya tienes una cara con ese nombre.</translation>
    </message>
</context>
<context>
    <name>MixedPicture</name>
    <message>
        <source>The mixed face</source>
        <translation>La cara mezclada</translation>
    </message>
</context>
<context>
    <name>ModePicker</name>
    <message>
        <source>Size and rate of the camera</source>
        <translation>Tamaño y frecuencia de la cámara</translation>
    </message>
    <message>
        <source>What the camera is asked for. Larger pictures take a faster computer.</source>
        <translation>Lo que se pide a la cámara. Las imágenes más grandes necesitan un ordenador más rápido.</translation>
    </message>
    <message>
        <source>Usual size ({mode})</source>
        <translation>Tamaño habitual ({mode})</translation>
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
        <translation>Descargar</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Elegir un archivo…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Comprobar</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Eliminar…</translation>
    </message>
    <message>
        <source>It cannot be used yet: {command}</source>
        <translation>Aún no se puede usar: {command}</translation>
    </message>
    <message>
        <source>Progress of {name}</source>
        <translation>Progreso de {name}</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>Descargar de nuevo</translation>
    </message>
    <message>
        <source>{done} MB</source>
        <translation>{done} MB</translation>
    </message>
    <message>
        <source>{done} of {total} MB</source>
        <translation>{done} de {total} MB</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>Descargando…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Deteniendo…</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>Comprobando…</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Eliminando…</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Instalado</translation>
    </message>
    <message>
        <source>Installed by another program</source>
        <translation>Instalado por otro programa</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Altered or damaged</source>
        <translation>Alterado o dañado</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>No instalado</translation>
    </message>
    <message>
        <source>The anonymity meter asks it whether you are known.</source>
        <translation>El medidor de anonimato le pregunta si se te reconoce.</translation>
    </message>
    <message>
        <source>A judge of “understudy evaluate”.</source>
        <translation>Un juez de «understudy evaluate».</translation>
    </message>
    <message>
        <source>A further judge of “understudy evaluate”, once scripts/calibrate_judges.py has measured its threshold on photos.</source>
        <translation>Otro juez de «understudy evaluate», cuando scripts/calibrate_judges.py haya medido su umbral con fotos.</translation>
    </message>
    <message>
        <source>Draws the face: page “Look”.</source>
        <translation>Dibuja la cara: página «Aspecto».</translation>
    </message>
    <message>
        <source>Tells swap networks who the stand-in is.</source>
        <translation>Dice a las redes de intercambio quién es el sustituto.</translation>
    </message>
    <message>
        <source>Makes the drawn face crisp: page “Look”.</source>
        <translation>Hace nítida la cara dibujada: página «Aspecto».</translation>
    </message>
    <message>
        <source>Leaves hair and hands before the face&apos;s rim: page “Look”.</source>
        <translation>Deja pelo y manos ante el borde de la cara: página «Aspecto».</translation>
    </message>
    <message>
        <source>Enlarges films: “understudy run --upscale”.</source>
        <translation>Amplía películas: «understudy run --upscale».</translation>
    </message>
    <message>
        <source>A file in ONNX is made of it once.</source>
        <translation>De él se hace una vez un archivo en ONNX.</translation>
    </message>
    <message>
        <source>Looks for faces: “understudy run --detector scrfd”.</source>
        <translation>Busca caras: «understudy run --detector scrfd».</translation>
    </message>
    <message>
        <source>Needed by {names}.</source>
        <translation>Lo necesita {names}.</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>Licence: {names}</source>
        <translation>Licencia: {names}</translation>
    </message>
</context>
<context>
    <name>ModelShelf</name>
    <message>
        <source>It is installed; every byte is as published.</source>
        <translation>Está instalado; cada byte es tal como se publicó.</translation>
    </message>
    <message>
        <source>Every byte is as published.</source>
        <translation>Cada byte es tal como se publicó.</translation>
    </message>
    <message>
        <source>It was taken from your file.</source>
        <translation>Se ha tomado de tu archivo.</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Understudy works without any of these. They are downloaded only when you press the button, checked, and kept on this computer.</source>
        <translation>Understudy funciona sin ninguno de ellos. Solo se descargan cuando pulsas el botón; se comprueban y se guardan en este ordenador.</translation>
    </message>
    <message>
        <source>Photoreal &amp;faces…</source>
        <translation>Caras &amp;fotorrealistas…</translation>
    </message>
    <message>
        <source>Nine faces of no real person, downloaded once.</source>
        <translation>Nueve caras que no son de nadie; se descargan una vez.</translation>
    </message>
    <message>
        <source>&amp;Choose a file…</source>
        <translation>&amp;Elegir un archivo…</translation>
    </message>
    <message>
        <source>One of these models, or a package that holds it, that you have already.</source>
        <translation>Uno de estos modelos, o un paquete que lo contenga, que ya tengas.</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Abrir carpeta</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Looking what is there…</source>
        <translation>Mirando lo que hay…</translation>
    </message>
    <message>
        <source>A file with a model</source>
        <translation>Un archivo con un modelo</translation>
    </message>
    <message>
        <source>Checking the file…</source>
        <translation>Comprobando el archivo…</translation>
    </message>
    <message>
        <source>Its files are deleted from this computer. You can download them again.</source>
        <translation>Sus archivos se borran de este ordenador. Puedes volver a descargarlos.</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>¿Eliminar «{name}»?</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Eliminar</translation>
    </message>
    <message>
        <source>{n} of {total} installed, {size} MB on this computer.</source>
        <translation>{n} de {total} instalados, {size} MB en este ordenador.</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>Read the file</source>
        <translation>Leer el archivo</translation>
    </message>
    <message>
        <source>Look for faces</source>
        <translation>Buscar caras</translation>
    </message>
    <message>
        <source>Follow your face</source>
        <translation>Seguir tu cara</translation>
    </message>
    <message>
        <source>Wait for the look</source>
        <translation>Esperar la búsqueda</translation>
    </message>
    <message>
        <source>Draw the stand-in</source>
        <translation>Dibujar la sustituta</translation>
    </message>
    <message>
        <source>Put it in place</source>
        <translation>Colocarla</translation>
    </message>
    <message>
        <source>Check the cover</source>
        <translation>Comprobar la cobertura</translation>
    </message>
    <message>
        <source>Background and size</source>
        <translation>Fondo y tamaño</translation>
    </message>
    <message>
        <source>Show it here</source>
        <translation>Mostrarla aquí</translation>
    </message>
    <message>
        <source>Send it to calls</source>
        <translation>Enviarla a las llamadas</translation>
    </message>
    <message>
        <source>Record it</source>
        <translation>Grabarla</translation>
    </message>
    <message>
        <source>Stream it</source>
        <translation>Emitirla</translation>
    </message>
    <message>
        <source>Show it to OBS</source>
        <translation>Mostrarla a OBS</translation>
    </message>
    <message>
        <source>Write to {name}</source>
        <translation>Escribir en {name}</translation>
    </message>
    <message>
        <source>Plot of milliseconds per stage</source>
        <translation>Gráfico de milisegundos por etapa</translation>
    </message>
    <message>
        <source>A line for each stage over the last minute. The table below has the same figures as they are now.</source>
        <translation>Una línea por etapa durante el último minuto. La tabla de abajo tiene las mismas cifras tal como son ahora.</translation>
    </message>
    <message>
        <source>Milliseconds per stage. The table below says which line is which.</source>
        <translation>Milisegundos por etapa. La tabla de abajo dice cuál es cada línea.</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
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
        <translation>Imágenes por segundo</translation>
    </message>
    <message>
        <source>Covered pictures that leave the app, over the last second.</source>
        <translation>Imágenes cubiertas que salen de la aplicación, en el último segundo.</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latencia</translation>
    </message>
    <message>
        <source>From the camera&apos;s picture to the covered one being handed over. Half of all frames are faster than the first number, 95 of 100 than the second, 99 than the third.</source>
        <translation>Desde la imagen de la cámara hasta que se entrega la cubierta. La mitad de las imágenes son más rápidas que el primer número, 95 de 100 que el segundo, 99 que el tercero.</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Imágenes</translation>
    </message>
    <message>
        <source>Shielded: others saw a plain card or a mosaic instead of the stand-in.</source>
        <translation>Ocultas: los demás vieron una imagen neutra o un mosaico en lugar de la cara sustituta.</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Descartadas</translation>
    </message>
    <message>
        <source>Overtaken by a newer picture, so that you are never late.</source>
        <translation>Adelantadas por una imagen más nueva, para que nunca vayas con retraso.</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Procesador</translation>
    </message>
    <message>
        <source>How much of this computer&apos;s computing power the app takes.</source>
        <translation>Cuánta potencia de cálculo de este ordenador usa la aplicación.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
    </message>
    <message>
        <source>What the app holds now, and the most it held so far.</source>
        <translation>Lo que ocupa la aplicación ahora y lo máximo hasta ahora.</translation>
    </message>
    <message>
        <source>Shielded because</source>
        <translation>Oculto porque</translation>
    </message>
    <message>
        <source>Why the stand-in was not shown, and in how many frames.</source>
        <translation>Por qué no se mostró la cara sustituta, y en cuántas imágenes.</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation>Dibujado por</translation>
    </message>
    <message>
        <source>What draws the face, and what it really runs on.</source>
        <translation>Qué dibuja la cara, y en qué se ejecuta de verdad.</translation>
    </message>
    <message>
        <source>&amp;Copy diagnostics</source>
        <translation>Copiar dia&amp;gnóstico</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>Copiar diagnóstico</translation>
    </message>
    <message>
        <source>Puts versions, these figures and the last log lines on the clipboard, to paste into a report. No pictures, and no names of you, your computer or your files.</source>
        <translation>Pone en el portapapeles las versiones, estas cifras y las últimas líneas del registro, para pegarlas en un informe. Sin imágenes, y sin nombres tuyos, de tu ordenador o de tus archivos.</translation>
    </message>
    <message>
        <source>Milliseconds per stage</source>
        <translation>Milisegundos por etapa</translation>
    </message>
    <message>
        <source>Choose a row to see its line stand out in the plot.</source>
        <translation>Elige una fila para resaltar su línea en el gráfico.</translation>
    </message>
    <message>
        <source>Milliseconds to…</source>
        <translation>Milisegundos para…</translation>
    </message>
    <message>
        <source>What is done with each frame.</source>
        <translation>Lo que se hace con cada imagen.</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Half of all frames take less (p50).</source>
        <translation>La mitad de las imágenes tarda menos (p50).</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Lento</translation>
    </message>
    <message>
        <source>95 of 100 frames take less (p95).</source>
        <translation>95 de 100 imágenes tardan menos (p95).</translation>
    </message>
    <message>
        <source>Where the time goes, over the last minute</source>
        <translation>En qué se va el tiempo, en el último minuto</translation>
    </message>
    <message>
        <source>the built-in engine</source>
        <translation>el motor incorporado</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>el procesador</translation>
    </message>
    <message>
        <source>{engine}, on {place}</source>
        <translation>{engine}, en {place}</translation>
    </message>
    <message>
        <source>{p50:.0f} ms usually, {p95:.0f} slow, {p99:.0f} slowest</source>
        <translation>{p50:.0f} ms normal, {p95:.0f} lento, {p99:.0f} lo más lento</translation>
    </message>
    <message>
        <source>{covered} covered, {shielded} shielded</source>
        <translation>{covered} cubiertas, {shielded} ocultas</translation>
    </message>
    <message>
        <source>, {empty} of an empty room</source>
        <translation>, {empty} de una habitación vacía</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>{one:.0f} % of one core, {all:.0f} % of all</source>
        <translation>{one:.0f}&#xa0;% de un núcleo, {all:.0f}&#xa0;% de todos</translation>
    </message>
    <message>
        <source>at most {peak:.0f} MB so far</source>
        <translation>como mucho {peak:.0f} MB hasta ahora</translation>
    </message>
    <message>
        <source>{now:.0f} MB, at most {peak:.0f} MB so far</source>
        <translation>{now:.0f} MB, como mucho {peak:.0f} MB hasta ahora</translation>
    </message>
    <message>
        <source>The diagnostics are on the clipboard. Paste them anywhere.</source>
        <translation>El diagnóstico está en el portapapeles. Pégalo donde quieras.</translation>
    </message>
    <message>
        <source>The diagnostics could not be copied: {why}</source>
        <translation>No se ha podido copiar el diagnóstico: {why}</translation>
    </message>
    <message>
        <source>The plot is coming…</source>
        <translation>El gráfico ya viene…</translation>
    </message>
    <message>
        <source>There is no plot: {why}</source>
        <translation>No hay gráfico: {why}</translation>
    </message>
</context>
<context>
    <name>OutputLink</name>
    <message>
        <source>Off: only you see the preview.</source>
        <translation>Desactivada: solo tú ves la vista previa.</translation>
    </message>
    <message>
        <source>“{name}” has gone: it is waited for.</source>
        <translation>«{name}» ha desaparecido: se espera a que vuelva.</translation>
    </message>
    <message>
        <source>On: calls can choose “{name}”.</source>
        <translation>Activada: las llamadas pueden elegir «{name}».</translation>
    </message>
    <message>
        <source>Opens when you press Start.</source>
        <translation>Se abre cuando pulsas Iniciar.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>Into the folder “{folder}”, without sound.</source>
        <translation>En la carpeta «{folder}», sin sonido.</translation>
    </message>
    <message>
        <source>Recording into “{file}”, without sound.</source>
        <translation>Grabando en «{file}», sin sonido.</translation>
    </message>
    <message>
        <source>Off. Write the address of your service below.</source>
        <translation>Desactivada. Escribe abajo la dirección de tu servicio.</translation>
    </message>
    <message numerus="yes">
        <source>On: %n program(s) on this computer look at it.</source>
        <translation>
            <numerusform>Activada: %n programa de este ordenador la está viendo.</numerusform>
            <numerusform>Activada: %n programas de este ordenador la están viendo.</numerusform>
        </translation>
    </message>
    <message>
        <source>On. Copy its address into OBS&apos;s browser source.</source>
        <translation>Activada. Copia su dirección en la fuente de navegador de OBS.</translation>
    </message>
    <message>
        <source>Not connected: {why}. It tries again by itself.</source>
        <translation>Sin conexión: {why}. Se vuelve a intentar solo.</translation>
    </message>
    <message>
        <source>Connecting to {place}…</source>
        <translation>Conectando con {place}…</translation>
    </message>
    <message>
        <source>Streaming to {place}, without sound.</source>
        <translation>Emitiendo a {place}, sin sonido.</translation>
    </message>
    <message>
        <source>Off. In OBS, add a browser source with the page&apos;s address.</source>
        <translation>Desactivada. En OBS, añade una fuente de navegador con la dirección de la página.</translation>
    </message>
    <message>
        <source>Write the address of your service first.</source>
        <translation>Escribe primero la dirección de tu servicio.</translation>
    </message>
    <message>
        <source>A folder for recordings</source>
        <translation>Una carpeta para las grabaciones</translation>
    </message>
    <message>
        <source>A stream&apos;s address begins with one of {beginnings}</source>
        <translation>La dirección de una transmisión empieza por uno de {beginnings}</translation>
    </message>
    <message>
        <source>The page&apos;s address is in the clipboard.</source>
        <translation>La dirección de la página está en el portapapeles.</translation>
    </message>
</context>
<context>
    <name>OutputPanel</name>
    <message>
        <source>Recor&amp;ding</source>
        <translation>&amp;Grabación</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Grabación</translation>
    </message>
    <message>
        <source>A film of what others see. It has no sound.</source>
        <translation>Una película de lo que ven los demás. No tiene sonido.</translation>
    </message>
    <message>
        <source>S&amp;tream</source>
        <translation>&amp;Emisión</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Emisión</translation>
    </message>
    <message>
        <source>Sends what others see to a server. Without sound.</source>
        <translation>Envía lo que ven los demás a un servidor. Sin sonido.</translation>
    </message>
    <message>
        <source>Page for &amp;OBS</source>
        <translation>Página para O&amp;BS</translation>
    </message>
    <message>
        <source>Page for OBS</source>
        <translation>Página para OBS</translation>
    </message>
    <message>
        <source>For OBS&apos;s browser source, on this computer only.</source>
        <translation>Para la fuente de navegador de OBS, solo en este ordenador.</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation>Otra carpeta…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir carpeta</translation>
    </message>
    <message>
        <source>Address of the stream</source>
        <translation>Dirección de la emisión</translation>
    </message>
    <message>
        <source>With the key that your service gave you; it is kept on this computer only.</source>
        <translation>Con la clave que te dio tu servicio; se guarda solo en este ordenador.</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copiar dirección</translation>
    </message>
    <message>
        <source>Delay of the picture</source>
        <translation>Aplazar la imagen</translation>
    </message>
    <message>
        <source>Where your sound comes late, as with wireless headphones: so does the picture.</source>
        <translation>Si tu sonido llega tarde, como con auriculares inalámbricos, la imagen también.</translation>
    </message>
    <message>
        <source>{ms} ms later</source>
        <translation>{ms} ms después</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Al instante</translation>
    </message>
    <message>
        <source>So that lips and sound match, delay your microphone by {ms} ms.</source>
        <translation>Para que labios y sonido coincidan, retrasa tu micrófono {ms} ms.</translation>
    </message>
    <message>
        <source>Dela&amp;y of the picture</source>
        <translation>Apla&amp;zar la imagen</translation>
    </message>
</context>
<context>
    <name>ParentList</name>
    <message>
        <source>Faces to mix</source>
        <translation>Caras para mezclar</translation>
    </message>
</context>
<context>
    <name>PhotorealDialog</name>
    <message>
        <source>Add photoreal faces</source>
        <translation>Añadir caras fotorrealistas</translation>
    </message>
    <message>
        <source>A computer drew them from words: they look like photographs, and nobody looks like them. They were published as SFHQ-T2I under the MIT licence.</source>
        <translation>Un ordenador las dibujó a partir de palabras: parecen fotografías y nadie se parece a ellas. Se publicaron como SFHQ-T2I bajo la licencia MIT.</translation>
    </message>
    <message>
        <source>{size} MB are downloaded from GitHub, this once.</source>
        <translation>Se descargan {size} MB de GitHub, solo esta vez.</translation>
    </message>
    <message>
        <source>Nothing of yours is sent. GitHub sees your network address, as every website does.</source>
        <translation>No se envía nada tuyo. GitHub ve tu dirección de red, como cualquier sitio web.</translation>
    </message>
    <message>
        <source>The faces are then made from that on this computer, which takes a while. You can go on as before.</source>
        <translation>Después las caras se crean en este ordenador, lo que tarda un poco. Puedes seguir como antes.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progreso</translation>
    </message>
    <message>
        <source>Choose a &amp;folder…</source>
        <translation>Elegir &amp;carpeta…</translation>
    </message>
    <message>
        <source>Where a copy of the dataset&apos;s files lies (LICENSE, figures): then nothing is downloaded.</source>
        <translation>Donde haya una copia de los archivos del conjunto de datos (LICENSE, figures): así no se descarga nada.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>&amp;Descargar</translation>
    </message>
    <message>
        <source>Nine faces of no real person</source>
        <translation>Nueve caras que no son de nadie</translation>
    </message>
    <message>
        <source>The folder with the pictures</source>
        <translation>La carpeta con las imágenes</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Cancelando…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
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
        <translation>Vista previa</translation>
    </message>
    <message>
        <source>What others see</source>
        <translation>Lo que ven los demás</translation>
    </message>
    <message>
        <source>On the left your camera, for you alone; else what others see</source>
        <translation>A la izquierda tu cámara, solo para ti; el resto, lo que ven los demás</translation>
    </message>
    <message>
        <source>On the left your camera, for you alone; right what others see</source>
        <translation>A la izquierda tu cámara, solo para ti; a la derecha, lo que ven los demás</translation>
    </message>
    <message>
        <source>Only you see this</source>
        <translation>Esto solo lo ves tú</translation>
    </message>
    <message>
        <source>Your camera is not shown now</source>
        <translation>Tu cámara no se muestra ahora</translation>
    </message>
    <message>
        <source>Others see this</source>
        <translation>Esto lo ven los demás</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>Keep this set-up</source>
        <translation>Guardar esta configuración</translation>
    </message>
    <message>
        <source>&amp;Name of the profile</source>
        <translation>&amp;Nombre del perfil</translation>
    </message>
    <message>
        <source>Work, for example</source>
        <translation>Por ejemplo: Trabajo</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>&amp;Guardar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>It takes the place of the one with this name.</source>
        <translation>Sustituye al que tiene este nombre.</translation>
    </message>
</context>
<context>
    <name>ProfileLink</name>
    <message>
        <source>Kept as “{name}”.</source>
        <translation>Guardado como «{name}».</translation>
    </message>
    <message>
        <source>Removed: {what}.</source>
        <translation>Se ha eliminado: {what}.</translation>
    </message>
</context>
<context>
    <name>ProfileMenu</name>
    <message>
        <source>{name} (changed)</source>
        <translation>{name} (cambiado)</translation>
    </message>
    <message>
        <source>&amp;Keep this set-up as a profile…</source>
        <translation>&amp;Guardar como perfil…</translation>
    </message>
    <message>
        <source>Face, look and shield under a name, to come back to.</source>
        <translation>Cara, aspecto y ocultación bajo un nombre, para volver a ellos.</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Eliminar</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
</context>
<context>
    <name>ShareRow</name>
    <message>
        <source>Share of {name}</source>
        <translation>Proporción de {name}</translation>
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
        <translation>Vista previa en espejo</translation>
    </message>
    <message>
        <source>&amp;More faces</source>
        <translation>&amp;Más caras</translation>
    </message>
    <message>
        <source>Faces, look, output, numbers</source>
        <translation>Caras, aspecto, salida, números</translation>
    </message>
    <message>
        <source>P&amp;icture from</source>
        <translation>&amp;Imagen de</translation>
    </message>
    <message>
        <source>Stan&amp;d-in face</source>
        <translation>Cara susti&amp;tuta</translation>
    </message>
    <message>
        <source>Vi&amp;rtual camera</source>
        <translation>Cámara virt&amp;ual</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>Cámara virtual</translation>
    </message>
    <message>
        <source>Fac&amp;es</source>
        <translation>Ca&amp;ras</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>Aspect&amp;o</translation>
    </message>
    <message>
        <source>O&amp;utput</source>
        <translation>Sa&amp;lida</translation>
    </message>
    <message>
        <source>&amp;Numbers</source>
        <translation>&amp;Números</translation>
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
        <translation>{name}, en tanto por ciento</translation>
    </message>
    <message>
        <source>Reset: {name}</source>
        <translation>Restablecer: {name}</translation>
    </message>
    <message>
        <source>Back to {n} %</source>
        <translation>Volver al {n}&#xa0;%</translation>
    </message>
    <message>
        <source>From “{left}” to “{right}”.</source>
        <translation>De «{left}» a «{right}».</translation>
    </message>
</context>
<context>
    <name>SourcePicker</name>
    <message>
        <source>Picture from</source>
        <translation>Imagen de</translation>
    </message>
    <message>
        <source>Demo clip</source>
        <translation>Vídeo de demostración</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Abrir archivo…</translation>
    </message>
</context>
<context>
    <name>StartAtLogin</name>
    <message>
        <source>Opens Understudy&apos;s window when you log in to this computer. The camera stays off until you press Start, unless you choose the next line, too.</source>
        <translation>Abre la ventana de Understudy cuando inicias sesión en este ordenador. La cámara sigue apagada hasta que pulsas Iniciar, salvo que elijas también la línea siguiente.</translation>
    </message>
    <message>
        <source>Understudy lies in a folder whose name has a line break: rename it.</source>
        <translation>Understudy está en una carpeta cuyo nombre tiene un salto de línea: cámbiale el nombre.</translation>
    </message>
    <message>
        <source>Starting at login cannot be changed: {why}.</source>
        <translation>No se puede cambiar la apertura al iniciar sesión: {why}.</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>A woman of about 33 with medium-brown skin and long, dark, wavy hair.</source>
        <translation>Una mujer de unos 33 años, de piel morena y pelo largo, oscuro y ondulado.</translation>
    </message>
    <message>
        <source>A man of about 46 with fair skin, sandy receding hair and a day&apos;s stubble.</source>
        <translation>Un hombre de unos 46 años, de piel clara, pelo rubio con entradas y barba de un día.</translation>
    </message>
    <message>
        <source>A woman of about 28 with light skin, a black bob and dark eyes.</source>
        <translation>Una mujer de unos 28 años, de piel clara, media melena negra y ojos oscuros.</translation>
    </message>
    <message>
        <source>A man of about 38 with deep brown skin, cropped hair and a shadow of a beard.</source>
        <translation>Un hombre de unos 38 años, de piel marrón oscura, pelo muy corto y una sombra de barba.</translation>
    </message>
    <message>
        <source>A woman in her late forties with olive skin, hazel eyes and dark hair tied back.</source>
        <translation>Una mujer cercana a los cincuenta, de piel aceitunada, ojos avellana y pelo oscuro recogido.</translation>
    </message>
    <message>
        <source>A man of about 30 with warm brown skin, thick black hair and light stubble.</source>
        <translation>Un hombre de unos 30 años, de piel morena cálida, pelo negro espeso y barba incipiente.</translation>
    </message>
    <message>
        <source>A woman of about 66 with fair skin, blue eyes and short silver hair.</source>
        <translation>Una mujer de unos 66 años, de piel clara, ojos azules y pelo corto plateado.</translation>
    </message>
    <message>
        <source>A woman of about 25 with very fair, freckled skin and long copper hair.</source>
        <translation>Una mujer de unos 25 años, de piel muy clara y pecosa y pelo largo cobrizo.</translation>
    </message>
    <message>
        <source>A woman of about 30 with deep brown skin and a short afro.</source>
        <translation>Una mujer de unos 30 años, de piel marrón oscura y afro corto.</translation>
    </message>
    <message>
        <source>A man of about 40 with light skin and short black hair swept back.</source>
        <translation>Un hombre de unos 40 años, de piel clara y pelo negro corto peinado hacia atrás.</translation>
    </message>
    <message>
        <source>A man of about 35 with light olive skin, dark hair and a short full beard.</source>
        <translation>Un hombre de unos 35 años, de piel aceitunada clara, pelo oscuro y barba corta y cerrada.</translation>
    </message>
    <message>
        <source>A man of about 70 with light skin, receding white hair and a moustache.</source>
        <translation>Un hombre de unos 70 años, de piel clara, pelo blanco con entradas y bigote.</translation>
    </message>
    <message>
        <source>A marble bust: plainly not a person.</source>
        <translation>Un busto de mármol: claramente no es una persona.</translation>
    </message>
    <message>
        <source>A porcelain doll with painted lips and brows: plainly not a person.</source>
        <translation>Una muñeca de porcelana con labios y cejas pintados: claramente no es una persona.</translation>
    </message>
    <message>
        <source>A bronze head with a trace of verdigris: plainly not a person.</source>
        <translation>Una cabeza de bronce con algo de verdín: claramente no es una persona.</translation>
    </message>
    <message>
        <source>A robot with a pale face plate and lines of light: plainly not a person.</source>
        <translation>Un robot con una placa facial pálida y líneas de luz: claramente no es una persona.</translation>
    </message>
    <message>
        <source>A woman of about 55 with olive skin, her hair tied back.</source>
        <translation>Una mujer de unos 55 años, de piel aceitunada y pelo recogido.</translation>
    </message>
    <message>
        <source>A man of about 30 with a short black beard.</source>
        <translation>Un hombre de unos 30 años con barba negra corta.</translation>
    </message>
    <message>
        <source>A man of about 22 with curly ginger hair and blue eyes.</source>
        <translation>Un hombre de unos 22 años, de pelo pelirrojo rizado y ojos azules.</translation>
    </message>
    <message>
        <source>A woman of about 45 with dark skin and short dark-red hair.</source>
        <translation>Una mujer de unos 45 años, de piel oscura y pelo corto rojo oscuro.</translation>
    </message>
    <message>
        <source>An East Asian woman of about 25 with dark hair.</source>
        <translation>Una mujer de Asia oriental de unos 25 años, de pelo oscuro.</translation>
    </message>
    <message>
        <source>A man of about 65 with a full white beard.</source>
        <translation>Un hombre de unos 65 años con barba blanca poblada.</translation>
    </message>
    <message>
        <source>A man of about 42 with a large moustache.</source>
        <translation>Un hombre de unos 42 años con un gran bigote.</translation>
    </message>
    <message>
        <source>A bald man of about 30 with green eyes.</source>
        <translation>Un hombre calvo de unos 30 años con ojos verdes.</translation>
    </message>
    <message>
        <source>A man of about 54 with dark skin and long locs.</source>
        <translation>Un hombre de unos 54 años, de piel oscura y largas rastas.</translation>
    </message>
</context>
<context>
    <name>TermsDialog</name>
    <message>
        <source>Terms of use</source>
        <translation>Condiciones de uso</translation>
    </message>
    <message>
        <source>The whole licence</source>
        <translation>La licencia completa</translation>
    </message>
    <message>
        <source>That you agree is written down on this computer, with the date, and not sent.</source>
        <translation>Que aceptas queda anotado en este ordenador, con la fecha, y no se envía.</translation>
    </message>
    <message>
        <source>I &amp;agree</source>
        <translation>&amp;Acepto</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
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
        <translation>&amp;Perfiles</translation>
    </message>
    <message>
        <source>&amp;Hide window</source>
        <translation>Oc&amp;ultar ventana</translation>
    </message>
    <message>
        <source>Sho&amp;w window</source>
        <translation>&amp;Mostrar ventana</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>Stopped</source>
        <translation>Detenido</translation>
    </message>
    <message>
        <source>Nothing is sent to anyone.</source>
        <translation>No se envía nada a nadie.</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
    </message>
    <message>
        <source>Others see a plain card until your face is covered.</source>
        <translation>Los demás ven una imagen neutra hasta que tu cara esté cubierta.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Deteniendo…</translation>
    </message>
    <message>
        <source>Shielding: you asked for it</source>
        <translation>Oculto: lo has pedido tú</translation>
    </message>
    <message>
        <source>Others see a plain card until you resume.</source>
        <translation>Los demás ven una imagen neutra hasta que reanudes.</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>Cara cubierta</translation>
    </message>
    <message>
        <source>Empty room</source>
        <translation>Habitación vacía</translation>
    </message>
    <message>
        <source>Nobody is seen; the room is shown.</source>
        <translation>No se ve a nadie; se muestra la habitación.</translation>
    </message>
    <message>
        <source>Shielding: {why}</source>
        <translation>Oculto: {why}</translation>
    </message>
    <message>
        <source>Nobody seen</source>
        <translation>No se ve a nadie</translation>
    </message>
</context>
<context>
    <name>TrustStrip</name>
    <message>
        <source>Latency: from the camera&apos;s picture to the covered one, half of all frames are faster. Dropped: overtaken by a newer picture, so that you are never late.</source>
        <translation>Latencia: de la imagen de la cámara a la cubierta; la mitad de las imágenes son más rápidas. Descartadas: adelantadas por una imagen más nueva, para que nunca vayas con retraso.</translation>
    </message>
    <message>
        <source>{fps:.0f} frames per second</source>
        <translation>{fps:.0f} imágenes por segundo</translation>
    </message>
    <message>
        <source>{ms:.0f} ms latency</source>
        <translation>{ms:.0f} ms de latencia</translation>
    </message>
    <message>
        <source>{n} dropped</source>
        <translation>{n} descartadas</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>Aún no hay cifras</translation>
    </message>
</context>
<context>
    <name>_People</name>
    <message numerus="yes">
        <source>%n people seen</source>
        <translation>
            <numerusform>Se ve a %n persona</numerusform>
            <numerusform>Se ve a %n personas</numerusform>
        </translation>
    </message>
</context>
</TS>
