<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en_US">
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Below</name>
    <message>
        <source>starting</source>
        <translation>準備中</translation>
    </message>
    <message>
        <source>no new picture</source>
        <translation>新しい映像が来ていません</translation>
    </message>
    <message>
        <source>no face found</source>
        <translation>顔が見つかりません</translation>
    </message>
    <message>
        <source>panic key</source>
        <translation>緊急キー</translation>
    </message>
    <message>
        <source>the guard failed</source>
        <translation>安全確認に失敗しました</translation>
    </message>
    <message>
        <source>the picture could not be finished</source>
        <translation>映像を仕上げられませんでした</translation>
    </message>
    <message>
        <source>the picture could not be put together</source>
        <translation>映像を合成できませんでした</translation>
    </message>
    <message>
        <source>the picture&apos;s size changed</source>
        <translation>映像のサイズが変わりました</translation>
    </message>
    <message>
        <source>the tracker gave nonsense</source>
        <translation>顔の追跡結果が異常です</translation>
    </message>
    <message>
        <source>the face could not be drawn</source>
        <translation>顔を描けませんでした</translation>
    </message>
    <message>
        <source>a face is not covered</source>
        <translation>隠れていない顔があります</translation>
    </message>
    <message>
        <source>the face is hardly seen</source>
        <translation>顔がほとんど見えません</translation>
    </message>
    <message>
        <source>the head is turned too far</source>
        <translation>顔の向きが横すぎます</translation>
    </message>
    <message>
        <source>the detector sees no face there</source>
        <translation>そこに顔が検出されません</translation>
    </message>
    <message>
        <source>the face is not covered</source>
        <translation>顔が隠れていません</translation>
    </message>
    <message>
        <source>the face looks like the wearer&apos;s</source>
        <translation>顔があなたに似ています</translation>
    </message>
    <message>
        <source>type `sudo usermod -aG video $USER`, then log out and in again</source>
        <translation>`sudo usermod -aG video $USER` を実行し、ログアウトしてからもう一度ログインしてください</translation>
    </message>
    <message>
        <source>allow it in Settings &gt; Privacy &amp; security &gt; Camera &gt; Let desktop apps access your camera</source>
        <translation>「設定 &gt; プライバシーとセキュリティ &gt; カメラ &gt; デスクトップ アプリがカメラにアクセスできるようにする」で許可してください</translation>
    </message>
    <message>
        <source>allow it in System Settings &gt; Privacy &amp; Security &gt; Camera, then start again</source>
        <translation>「システム設定 &gt; プライバシーとセキュリティ &gt; カメラ」で許可してから、もう一度開始してください</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again; `fuser /dev/video*` names it</source>
        <translation>使用中のプログラム（通話、OBS、ブラウザーのタブなど）を閉じて、もう一度お試しください。`fuser /dev/video*` で調べられます</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again, or allow it in Settings &gt; Privacy &amp; security &gt; Camera</source>
        <translation>使用中のプログラム（通話、OBS、ブラウザーのタブなど）を閉じてもう一度試すか、「設定 &gt; プライバシーとセキュリティ &gt; カメラ」で許可してください</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again, or allow it in System Settings &gt; Privacy &amp; Security &gt; Camera</source>
        <translation>使用中のプログラム（通話、OBS、ブラウザーのタブなど）を閉じてもう一度試すか、「システム設定 &gt; プライバシーとセキュリティ &gt; カメラ」で許可してください</translation>
    </message>
    <message>
        <source>plug it in again, or close the program that took it</source>
        <translation>もう一度接続するか、使用中のプログラムを閉じてください</translation>
    </message>
    <message>
        <source>type `sudo apt install v4l2loopback-dkms` and `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, then start again</source>
        <translation>`sudo apt install v4l2loopback-dkms` と `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy` を実行してから、もう一度開始してください</translation>
    </message>
    <message>
        <source>install OBS Studio 26 or later (obsproject.com), which brings one, then start again</source>
        <translation>OBS Studio 26 以降（obsproject.com）をインストールすると付いてきます。そのあと、もう一度開始してください</translation>
    </message>
    <message>
        <source>install OBS Studio 30 or later (obsproject.com), press Start Virtual Camera in it once, then Stop, and start again</source>
        <translation>OBS Studio 30 以降（obsproject.com）をインストールし、その中で「仮想カメラ開始」を一度押して停止してから、もう一度開始してください</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, then start again</source>
        <translation>`sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy` を実行してから、もう一度開始してください</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`; if that says &apos;Key was rejected&apos;, Secure Boot wants the module&apos;s key: `sudo mokutil --import /var/lib/dkms/mok.pub`, restart, choose Enroll MOK</source>
        <translation>`sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy` を実行してください。「Key was rejected」と出たら、セキュアブートにモジュールの鍵が必要です。`sudo mokutil --import /var/lib/dkms/mok.pub` を実行して再起動し、「Enroll MOK」を選んでください</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`</source>
        <translation>`sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy` を実行してください</translation>
    </message>
    <message>
        <source>start OBS&apos;s virtual camera once and stop it</source>
        <translation>OBS の仮想カメラを一度開始して停止してください</translation>
    </message>
    <message>
        <source>close the program that writes to it (OBS, another Understudy), or, where that has crashed, the call that watches, then try again</source>
        <translation>そこへ出力しているプログラム（OBS や別の Understudy）を閉じてください。それが落ちている場合は、見ている通話を閉じて、もう一度お試しください</translation>
    </message>
    <message>
        <source>delete it and get it again (&apos;understudy models download&apos;, or &apos;models add FILE&apos;)</source>
        <translation>削除して、もう一度入手してください（「understudy models download」または「models add ファイル」）</translation>
    </message>
    <message>
        <source>install Understudy again</source>
        <translation>Understudy をもう一度インストールしてください</translation>
    </message>
    <message>
        <source>install the pack again</source>
        <translation>パックをもう一度インストールしてください</translation>
    </message>
    <message>
        <source>A blend: {mixed}.</source>
        <translation>ミックス: {mixed}。</translation>
    </message>
</context>
<context>
    <name>ClosingQuestion</name>
    <message>
        <source>Understudy is on</source>
        <translation>Understudy は動作中です</translation>
    </message>
    <message>
        <source>Understudy is still on</source>
        <translation>Understudy はまだ動作中です</translation>
    </message>
    <message>
        <source>Stop and close?</source>
        <translation>停止して閉じますか？</translation>
    </message>
    <message>
        <source>Calls may be using your stand-in face. It can stay on without this window: Understudy&apos;s icon beside the clock brings the window back.</source>
        <translation>通話で代役の顔を使っているかもしれません。このウィンドウがなくても続けられます。時計の横の Understudy のアイコンからウィンドウを戻せます。</translation>
    </message>
    <message>
        <source>Calls may be using your stand-in face. When you close this window, it stops, and they get no more picture from Understudy.</source>
        <translation>通話で代役の顔を使っているかもしれません。このウィンドウを閉じると停止し、Understudy からの映像は届かなくなります。</translation>
    </message>
    <message>
        <source>&amp;Do not ask again, always do what I choose now</source>
        <translation>次回から確認せず、今回の選択に従う(&amp;D)</translation>
    </message>
    <message>
        <source>You can change this in the settings.</source>
        <translation>設定で変更できます。</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>キャンセル(&amp;C)</translation>
    </message>
    <message>
        <source>Leave the window open and everything on.</source>
        <translation>ウィンドウを開いたまま、すべて続けます。</translation>
    </message>
    <message>
        <source>&amp;Stop and close</source>
        <translation>停止して閉じる(&amp;S)</translation>
    </message>
    <message>
        <source>Give the camera back and end Understudy.</source>
        <translation>カメラを解放して Understudy を終了します。</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray</source>
        <translation>トレイで続ける(&amp;K)</translation>
    </message>
    <message>
        <source>Close only the window; your face stays covered.</source>
        <translation>ウィンドウだけを閉じます。顔は隠れたままです。</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Session</source>
        <translation>セッション(&amp;S)</translation>
    </message>
    <message>
        <source>F&amp;aces</source>
        <translation>顔(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Open file…</source>
        <translation>ファイルを開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Use a video or a picture instead of the camera.</source>
        <translation>カメラの代わりに動画や画像を使います。</translation>
    </message>
    <message>
        <source>&amp;Look for cameras again</source>
        <translation>カメラをもう一度探す(&amp;L)</translation>
    </message>
    <message>
        <source>After plugging one in or out.</source>
        <translation>カメラを抜き差ししたあとに。</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>モデル(&amp;M)…</translation>
    </message>
    <message>
        <source>What can be downloaded besides, and what of it is here.</source>
        <translation>追加でダウンロードできるものと、すでにあるもの。</translation>
    </message>
    <message>
        <source>&amp;First steps…</source>
        <translation>はじめに(&amp;I)…</translation>
    </message>
    <message>
        <source>Camera, face, virtual camera, and what stays visible.</source>
        <translation>カメラ、顔、仮想カメラ、そして隠れないもの。</translation>
    </message>
    <message>
        <source>Open when I lo&amp;g in</source>
        <translation>ログイン時に開く(&amp;G)</translation>
    </message>
    <message>
        <source>Opens this window when you log in; it starts nothing.</source>
        <translation>ログインするとこのウィンドウを開きます。何も開始しません。</translation>
    </message>
    <message>
        <source>…and s&amp;tart at once</source>
        <translation>…すぐに開始する(&amp;T)</translation>
    </message>
    <message>
        <source>Puts the face on as soon as you are logged in; the window is in the tray.</source>
        <translation>ログインするとすぐに顔を使い始めます。ウィンドウはトレイに入ります。</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>Stop and close the window.</source>
        <translation>停止してウィンドウを閉じます。</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>Put the stand-in face on.</source>
        <translation>代役の顔を使い始めます。</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Stop, and give the camera back.</source>
        <translation>停止してカメラを解放します。</translation>
    </message>
    <message>
        <source>Shield &amp;now</source>
        <translation>今すぐ隠す(&amp;N)</translation>
    </message>
    <message>
        <source>Send nothing but a plain card, at once.</source>
        <translation>ただちに無地のカードだけを送ります。</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>再開(&amp;R)</translation>
    </message>
    <message>
        <source>Lift the shield; your face stays covered.</source>
        <translation>映像を再び送ります。顔は隠れたままです。</translation>
    </message>
    <message>
        <source>&amp;Virtual camera</source>
        <translation>仮想カメラ(&amp;V)</translation>
    </message>
    <message>
        <source>Offer the covered picture to calls and other programs as a camera.</source>
        <translation>顔を隠した映像を、通話やほかのプログラムにカメラとして渡します。</translation>
    </message>
    <message>
        <source>Measure my &amp;anonymity</source>
        <translation>匿名性を測る(&amp;A)</translation>
    </message>
    <message>
        <source>Once a second, on this computer and in memory only: would a recogniser know you in what others see?</source>
        <translation>1 秒に 1 回、このコンピューターのメモリー上だけで調べます。ほかの人に見えている映像から、顔認識はあなたを見分けるでしょうか。</translation>
    </message>
    <message>
        <source>&amp;Add photoreal faces…</source>
        <translation>写実的な顔を追加(&amp;P)…</translation>
    </message>
    <message>
        <source>Nine faces of no real person, downloaded once.</source>
        <translation>実在しない 9 人の顔。ダウンロードは一度だけです。</translation>
    </message>
    <message>
        <source>&amp;Mix faces…</source>
        <translation>顔をミックス(&amp;M)…</translation>
    </message>
    <message>
        <source>Make a face of your own from others.</source>
        <translation>ほかの顔から自分だけの顔を作ります。</translation>
    </message>
    <message>
        <source>&amp;Invent a face</source>
        <translation>おまかせで顔を作る(&amp;I)</translation>
    </message>
    <message>
        <source>Mix one that nobody chose, and put it on.</source>
        <translation>誰も選んでいない顔をミックスして使います。</translation>
    </message>
    <message>
        <source>&amp;Search faces</source>
        <translation>顔を検索(&amp;S)</translation>
    </message>
    <message>
        <source>Find a face by its name or description.</source>
        <translation>名前や説明から顔を探します。</translation>
    </message>
    <message>
        <source>&amp;Mirror preview</source>
        <translation>プレビューを左右反転(&amp;M)</translation>
    </message>
    <message>
        <source>Only here: others see you the right way round.</source>
        <translation>ここだけの表示です。ほかの人には正しい向きで見えます。</translation>
    </message>
    <message>
        <source>&amp;Keep what others see now</source>
        <translation>今見えている映像を保存(&amp;K)</translation>
    </message>
    <message>
        <source>As a picture in your own folder for pictures.</source>
        <translation>自分のピクチャフォルダーに画像として残します。</translation>
    </message>
    <message>
        <source>What &amp;others see</source>
        <translation>ほかの人に見える映像(&amp;O)</translation>
    </message>
    <message>
        <source>Show only the covered picture.</source>
        <translation>顔を隠した映像だけを表示します。</translation>
    </message>
    <message>
        <source>Compare in &amp;halves</source>
        <translation>半分ずつ比べる(&amp;H)</translation>
    </message>
    <message>
        <source>On the left your camera&apos;s picture, for your eyes only.</source>
        <translation>左側はカメラの映像です。見えるのはあなただけです。</translation>
    </message>
    <message>
        <source>Compare &amp;side by side</source>
        <translation>並べて比べる(&amp;S)</translation>
    </message>
    <message>
        <source>Your camera&apos;s picture, for your eyes only, and theirs.</source>
        <translation>あなただけに見えるカメラの映像と、ほかの人に見える映像。</translation>
    </message>
</context>
<context>
    <name>ControlsPanel</name>
    <message>
        <source>Skin</source>
        <translation>肌</translation>
    </message>
    <message>
        <source>If your face cannot be covered</source>
        <translation>顔を隠せないとき</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>すべてリセット</translation>
    </message>
    <message>
        <source>Everything in this panel as it was at first, the last choice too.</source>
        <translation>このパネルをすべて最初の状態に戻します。最後の選択肢も含みます。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形</translation>
    </message>
    <message>
        <source>How far the stand-in&apos;s proportions replace yours. More hides you better.</source>
        <translation>代役の顔立ちの比率をどこまで使うか。大きいほどあなただと分かりにくくなります。</translation>
    </message>
    <message>
        <source>my proportions</source>
        <translation>自分の比率</translation>
    </message>
    <message>
        <source>the stand-in&apos;s</source>
        <translation>代役どおり</translation>
    </message>
    <message>
        <source>Like this it is easier to recognise you.</source>
        <translation>この設定ではあなただと気づかれやすくなります。</translation>
    </message>
    <message>
        <source>Size of the features</source>
        <translation>目鼻の大きさ</translation>
    </message>
    <message>
        <source>Makes eyes, nose and mouth smaller or larger. As much stays covered.</source>
        <translation>目・鼻・口を小さく、または大きくします。隠れる範囲は変わりません。</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>小さく</translation>
    </message>
    <message>
        <source>larger</source>
        <translation>大きく</translation>
    </message>
    <message>
        <source>Clear features</source>
        <translation>目鼻のはっきり度</translation>
    </message>
    <message>
        <source>Less makes a smooth face of the stand-in, never your own.</source>
        <translation>小さくすると代役の顔がのっぺりします。あなたの顔が出ることはありません。</translation>
    </message>
    <message>
        <source>smooth face</source>
        <translation>のっぺり</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>シャープさ</translation>
    </message>
    <message>
        <source>Makes the drawn face crisper than your camera is.</source>
        <translation>描いた顔を、カメラの映像よりくっきりさせます。</translation>
    </message>
    <message>
        <source>as my camera</source>
        <translation>カメラと同じ</translation>
    </message>
    <message>
        <source>crisper</source>
        <translation>くっきり</translation>
    </message>
    <message>
        <source>Colour match</source>
        <translation>色合わせ</translation>
    </message>
    <message>
        <source>How much of your skin&apos;s tone the stand-in takes on.</source>
        <translation>代役の顔があなたの肌の色をどれだけ取り入れるか。</translation>
    </message>
    <message>
        <source>only my light</source>
        <translation>明るさだけ</translation>
    </message>
    <message>
        <source>my skin</source>
        <translation>自分の肌</translation>
    </message>
    <message>
        <source>Match my skin</source>
        <translation>自分の肌に合わせる</translation>
    </message>
    <message>
        <source>Nothing around the face is touched.</source>
        <translation>顔のまわりには手を加えません。</translation>
    </message>
    <message>
        <source>The stand-in takes on the tone of your skin.</source>
        <translation>代役の顔があなたの肌の色になります。</translation>
    </message>
    <message>
        <source>Match the stand-in&apos;s skin</source>
        <translation>代役の肌に合わせる</translation>
    </message>
    <message>
        <source>Your ears, neck and hairline are tinted; your hands are not.</source>
        <translation>耳・首・生え際に色を付けます。手には付けません。</translation>
    </message>
    <message>
        <source>A wall of the colour of your skin may be tinted near the neck.</source>
        <translation>肌に近い色の壁は、首のあたりで色が付くことがあります。</translation>
    </message>
    <message>
        <source>Hold the last picture</source>
        <translation>最後の映像を保つ</translation>
    </message>
    <message>
        <source>The last covered one stays for a second, then a plain card.</source>
        <translation>最後に隠せた映像を 1 秒間表示し、そのあと無地のカードにします。</translation>
    </message>
    <message>
        <source>Others hardly notice when it is short.</source>
        <translation>短い間なら、ほとんど気づかれません。</translation>
    </message>
    <message>
        <source>Coarse blocks</source>
        <translation>粗いモザイク</translation>
    </message>
    <message>
        <source>Over every face; over the whole picture if in doubt.</source>
        <translation>すべての顔にかけます。確かでないときは画面全体にかけます。</translation>
    </message>
    <message>
        <source>The rest of the picture goes on moving.</source>
        <translation>それ以外の部分は動き続けます。</translation>
    </message>
    <message>
        <source>A plain card</source>
        <translation>無地のカード</translation>
    </message>
    <message>
        <source>At once: it says that the camera is covered.</source>
        <translation>ただちに、カメラを隠していると知らせるカードにします。</translation>
    </message>
    <message>
        <source>Nothing of the camera&apos;s picture is seen.</source>
        <translation>カメラの映像はまったく見えません。</translation>
    </message>
    <message>
        <source>If your face cannot be covered, others see</source>
        <translation>顔を隠せないとき、ほかの人に見えるもの</translation>
    </message>
    <message>
        <source>Off while your skin is matched to the stand-in&apos;s.</source>
        <translation>肌を代役に合わせている間は使えません。</translation>
    </message>
</context>
<context>
    <name>EngineLink</name>
    <message>
        <source>Loading…</source>
        <translation>読み込んでいます…</translation>
    </message>
    <message>
        <source>The engine fails: others see the shield.</source>
        <translation>エンジンに失敗しました。相手には保護画面が見えています。</translation>
    </message>
    <message>
        <source>Too slow with the enhancer: it is off for now.</source>
        <translation>補正を使うと遅すぎるため、今はオフです。</translation>
    </message>
    <message>
        <source>Too slow with pixel boost: it is off for now.</source>
        <translation>ピクセルブーストを使うと遅すぎるため、今はオフです。</translation>
    </message>
    <message>
        <source>Too slow for your camera: the built-in engine draws for now.</source>
        <translation>カメラに対して遅すぎるため、今は内蔵エンジンが描画しています。</translation>
    </message>
    <message>
        <source>The enhancer fails: faces stay as drawn.</source>
        <translation>補正に失敗しました。顔は描いたままです。</translation>
    </message>
</context>
<context>
    <name>EnginePanel</name>
    <message>
        <source>What draws the face</source>
        <translation>顔を描くもの</translation>
    </message>
    <message>
        <source>What networks run on</source>
        <translation>ネットワークの実行先</translation>
    </message>
    <message>
        <source>Pixel boost</source>
        <translation>ピクセルブースト</translation>
    </message>
    <message>
        <source>In front of the face</source>
        <translation>顔の手前</translation>
    </message>
    <message>
        <source>Enhancer</source>
        <translation>補正</translation>
    </message>
    <message>
        <source>Where your computer is too slow, the enhancer goes first, then pixel boost, then the engine. They come back by themselves.</source>
        <translation>コンピューターが遅すぎる場合、まず補正、次にピクセルブースト、最後にエンジンを外します。余裕ができると自動で戻ります。</translation>
    </message>
    <message>
        <source>Keep up with the camera</source>
        <translation>カメラの速さに合わせる</translation>
    </message>
    <message>
        <source>Get networks…</source>
        <translation>ネットワークを入手…</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>キャラクター</translation>
    </message>
    <message>
        <source>How far the character&apos;s face is its own.</source>
        <translation>キャラクターの顔がどこまで本来のものになるか。</translation>
    </message>
    <message>
        <source>more of you</source>
        <translation>あなた寄り</translation>
    </message>
    <message>
        <source>all its own</source>
        <translation>完全に本来の顔</translation>
    </message>
    <message>
        <source>Enhancer&apos;s strength</source>
        <translation>補正の強さ</translation>
    </message>
    <message>
        <source>How much of the enhanced face is seen.</source>
        <translation>補正後の顔がどれだけ見えるか。</translation>
    </message>
    <message>
        <source>as drawn</source>
        <translation>描いたまま</translation>
    </message>
    <message>
        <source>enhanced</source>
        <translation>補正後</translation>
    </message>
    <message>
        <source>Fidelity</source>
        <translation>忠実さ</translation>
    </message>
    <message>
        <source>Less lets CodeFormer invent more.</source>
        <translation>小さくすると CodeFormer がより自由に描きます。</translation>
    </message>
    <message>
        <source>invents</source>
        <translation>自由に描く</translation>
    </message>
    <message>
        <source>true to the drawn</source>
        <translation>描いたものに忠実</translation>
    </message>
    <message>
        <source>Less noise</source>
        <translation>ノイズを減らす</translation>
    </message>
    <message>
        <source>Smooths grain and pores, and leaves edges.</source>
        <translation>粒子や毛穴をなめらかにし、輪郭は残します。</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>そのまま</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>なめらか</translation>
    </message>
    <message>
        <source>Crispness</source>
        <translation>くっきり度</translation>
    </message>
    <message>
        <source>Makes the enhanced face crisper.</source>
        <translation>補正後の顔をよりくっきりさせます。</translation>
    </message>
    <message>
        <source>crisper</source>
        <translation>くっきり</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>細部</translation>
    </message>
    <message>
        <source>More contrast in small things; tone and shading stay.</source>
        <translation>細かい部分のコントラストを上げます。色調と陰影は変わりません。</translation>
    </message>
    <message>
        <source>more</source>
        <translation>強め</translation>
    </message>
    <message>
        <source>The built-in one needs nothing more. Swap networks need a graphics card.</source>
        <translation>内蔵エンジンには何も必要ありません。交換ネットワークにはグラフィックカードが必要です。</translation>
    </message>
    <message>
        <source>A network of 128 pixels draws more of them, in 4 or 16 runs.</source>
        <translation>128ピクセルのネットワークが4回または16回の実行でより多くのピクセルを描きます。</translation>
    </message>
    <message>
        <source>What a mask network sees before the face&apos;s rim stays in front of it.</source>
        <translation>マスクネットワークが顔の縁の手前に見つけたものは、手前に残ります。</translation>
    </message>
    <message>
        <source>A further network makes the drawn face crisp.</source>
        <translation>別のネットワークが、描いた顔をくっきりさせます。</translation>
    </message>
    <message>
        <source>Automatic: a short trial finds the fastest.</source>
        <translation>自動: 短い試行で最も速いものを選びます。</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>Built in (mesh)</source>
        <translation>内蔵（メッシュ）</translation>
    </message>
    <message>
        <source>{name} (not installed)</source>
        <translation>{name}（未インストール）</translation>
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
        <translation>人物</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>キャラクター</translation>
    </message>
    <message>
        <source>Photoreal</source>
        <translation>写実的</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>自分で作った顔</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FacesLink</name>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
    <message>
        <source>“{name}”…</source>
        <translation>「{name}」…</translation>
    </message>
    <message>
        <source>Photoreal faces…</source>
        <translation>写実的な顔…</translation>
    </message>
    <message>
        <source>This is {name}. {description}</source>
        <translation>{name} です。{description}</translation>
    </message>
    <message>
        <source>Removed: {what}.</source>
        <translation>削除しました: {what}。</translation>
    </message>
    <message>
        <source>The photoreal faces are there. Pick one.</source>
        <translation>写実的な顔の準備ができました。選んでください。</translation>
    </message>
    <message>
        <source>Remove the photoreal faces?</source>
        <translation>写実的な顔を削除しますか？</translation>
    </message>
    <message>
        <source>They are deleted from this computer; adding them again downloads them again. Faces that you mixed from them cannot be put on until then.</source>
        <translation>このコンピューターから削除します。もう一度追加するには再ダウンロードが必要です。それらからミックスした顔は、それまで使えません。</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>「{name}」を削除しますか？</translation>
    </message>
    <message>
        <source>{description} You can mix it again.</source>
        <translation>{description}もう一度ミックスできます。</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Look for cameras</source>
        <translation>カメラを探す</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>モデル…</translation>
    </message>
    <message>
        <source>Switch it on again</source>
        <translation>もう一度オンにする</translation>
    </message>
    <message>
        <source>No camera was found.</source>
        <translation>カメラが見つかりません。</translation>
    </message>
    <message>
        <source>The camera “{what}” was not found.</source>
        <translation>カメラ「{what}」が見つかりません。</translation>
    </message>
    <message>
        <source>Plug it in and look again, or choose another picture.</source>
        <translation>接続してもう一度探すか、別の映像を選んでください。</translation>
    </message>
    <message>
        <source>Another program may be using the camera.</source>
        <translation>別のプログラムがカメラを使っているかもしれません。</translation>
    </message>
    <message>
        <source>Another program may be using the camera “{what}”.</source>
        <translation>別のプログラムがカメラ「{what}」を使っているかもしれません。</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the camera.</source>
        <translation>Understudy にはカメラを使う許可がありません。</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the camera “{what}”.</source>
        <translation>Understudy にはカメラ「{what}」を使う許可がありません。</translation>
    </message>
    <message>
        <source>The camera stopped giving pictures.</source>
        <translation>カメラから映像が来なくなりました。</translation>
    </message>
    <message>
        <source>The camera “{what}” stopped giving pictures.</source>
        <translation>カメラ「{what}」から映像が来なくなりました。</translation>
    </message>
    <message>
        <source>A file that Understudy needs is missing.</source>
        <translation>Understudy に必要なファイルがありません。</translation>
    </message>
    <message>
        <source>A file that Understudy needs is missing: “{what}”.</source>
        <translation>Understudy に必要なファイル「{what}」がありません。</translation>
    </message>
    <message>
        <source>A file that Understudy needs was altered or is damaged.</source>
        <translation>Understudy に必要なファイルが書き換えられたか、壊れています。</translation>
    </message>
    <message>
        <source>A file that Understudy needs was altered or is damaged: “{what}”.</source>
        <translation>Understudy に必要なファイル「{what}」が書き換えられたか、壊れています。</translation>
    </message>
    <message>
        <source>The graphics card cannot be used.</source>
        <translation>グラフィックカードを使えません。</translation>
    </message>
    <message>
        <source>The processor does its work: you stay covered, but the picture may be slower. A newer driver of the graphics card may help.</source>
        <translation>代わりに CPU で処理します。顔は隠れたままですが、映像が遅くなることがあります。新しいグラフィックドライバーで直るかもしれません。</translation>
    </message>
    <message>
        <source>A file of weights is not installed.</source>
        <translation>重みのファイルがインストールされていません。</translation>
    </message>
    <message>
        <source>The weights “{what}” are not installed.</source>
        <translation>重み「{what}」がインストールされていません。</translation>
    </message>
    <message>
        <source>They can be downloaded, if you wish.</source>
        <translation>必要ならダウンロードできます。</translation>
    </message>
    <message>
        <source>A file of weights is damaged, or another file.</source>
        <translation>重みのファイルが壊れているか、別のファイルです。</translation>
    </message>
    <message>
        <source>The weights “{what}” are damaged, or another file.</source>
        <translation>重み「{what}」が壊れているか、別のファイルです。</translation>
    </message>
    <message>
        <source>Remove the file, and get it again.</source>
        <translation>ファイルを削除して、もう一度入手してください。</translation>
    </message>
    <message>
        <source>A pack of faces was altered or is damaged, so it is not used.</source>
        <translation>顔のパックが書き換えられたか壊れているため、使いません。</translation>
    </message>
    <message>
        <source>The face “{what}” was altered or is damaged, so it is not put on.</source>
        <translation>顔「{what}」が書き換えられたか壊れているため、使いません。</translation>
    </message>
    <message>
        <source>This computer has no virtual camera.</source>
        <translation>このコンピューターには仮想カメラがありません。</translation>
    </message>
    <message>
        <source>This computer has no virtual camera “{what}”.</source>
        <translation>このコンピューターには仮想カメラ「{what}」がありません。</translation>
    </message>
    <message>
        <source>Understudy goes on without; only you see the preview on this system.</source>
        <translation>Understudy は仮想カメラなしで続けます。このシステムでは、プレビューが見えるのはあなただけです。</translation>
    </message>
    <message>
        <source>Another program is using the virtual camera.</source>
        <translation>別のプログラムが仮想カメラを使っています。</translation>
    </message>
    <message>
        <source>Another program is using the virtual camera “{what}”.</source>
        <translation>別のプログラムが仮想カメラ「{what}」を使っています。</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the virtual camera.</source>
        <translation>Understudy には仮想カメラを使う許可がありません。</translation>
    </message>
    <message>
        <source>The virtual camera stopped taking pictures.</source>
        <translation>仮想カメラが映像を受け取らなくなりました。</translation>
    </message>
    <message>
        <source>Calls see nothing of you now. Once it is back, so is your picture.</source>
        <translation>いまは通話相手に何も映っていません。カメラが戻れば映像も戻ります。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>ディスクがいっぱいです。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>空き容量を増やして、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Something went wrong inside Understudy.</source>
        <translation>Understudy の内部で問題が起きました。</translation>
    </message>
    <message>
        <source>Your own face was not shown. Try again; if it happens again, close Understudy and open it anew.</source>
        <translation>あなたの顔は映っていません。もう一度お試しください。また起きる場合は、Understudy を閉じて開き直してください。</translation>
    </message>
    <message>
        <source>This picture cannot be used.</source>
        <translation>この映像は使えません。</translation>
    </message>
    <message>
        <source>Something cannot be written.</source>
        <translation>書き込めないものがあります。</translation>
    </message>
    <message>
        <source>This face cannot be used.</source>
        <translation>この顔は使えません。</translation>
    </message>
    <message>
        <source>A part of Understudy does not work.</source>
        <translation>Understudy の一部が動作していません。</translation>
    </message>
    <message>
        <source>The download did not work.</source>
        <translation>ダウンロードできませんでした。</translation>
    </message>
    <message>
        <source>Your settings could not be kept.</source>
        <translation>設定を保存できませんでした。</translation>
    </message>
    <message>
        <source>This does not make sense to Understudy.</source>
        <translation>Understudy には理解できない内容です。</translation>
    </message>
    <message>
        <source>Your settings could not be read as they were.</source>
        <translation>設定を元どおりに読み込めませんでした。</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
</context>
<context>
    <name>FinishPanel</name>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>A courtesy: at your edges something of the room may shine through.</source>
        <translation>見た目のためのものです。輪郭のあたりに部屋が少し透けることがあります。</translation>
    </message>
    <message>
        <source>Size of the picture</source>
        <translation>映像のサイズ</translation>
    </message>
    <message>
        <source>Changing it starts the session over; others see a card.</source>
        <translation>変更するとセッションをやり直します。その間、ほかの人にはカードが見えます。</translation>
    </message>
    <message>
        <source>Pictures per second</source>
        <translation>1 秒あたりの枚数</translation>
    </message>
    <message>
        <source>Where the shapes differ</source>
        <translation>縦横比が違うとき</translation>
    </message>
    <message>
        <source>&amp;Badge “Computer-made face”</source>
        <translation>バッジ「Computer-made face」(&amp;B)</translation>
    </message>
    <message>
        <source>A small mark at the lower left. In some places the law asks for it.</source>
        <translation>左下に小さな印を入れます。法律で求められる地域があります。</translation>
    </message>
    <message>
        <source>Back&amp;ground</source>
        <translation>背景(&amp;G)</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>サイズ(&amp;Z)</translation>
    </message>
    <message>
        <source>Pi&amp;ctures per second</source>
        <translation>1 秒あたりの枚数(&amp;C)</translation>
    </message>
    <message>
        <source>Where the s&amp;hapes differ</source>
        <translation>縦横比が違うとき(&amp;H)</translation>
    </message>
    <message>
        <source>My room as it is</source>
        <translation>部屋をそのまま</translation>
    </message>
    <message>
        <source>My room, blurred</source>
        <translation>部屋をぼかす</translation>
    </message>
    <message>
        <source>A picture…</source>
        <translation>画像…</translation>
    </message>
    <message>
        <source>As the camera</source>
        <translation>カメラと同じ</translation>
    </message>
    <message>
        <source>Fill the picture, cut off the rest</source>
        <translation>画面いっぱいにし、はみ出しは切る</translation>
    </message>
    <message>
        <source>Show all, with bars</source>
        <translation>全体を表示し、余白を付ける</translation>
    </message>
    <message>
        <source>A picture for the background</source>
        <translation>背景の画像</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>画像 ({endings})</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>はじめに</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>スキップ</translation>
    </message>
    <message>
        <source>1. Your camera</source>
        <translation>1. カメラ</translation>
    </message>
    <message>
        <source>Understudy looks at your camera and puts another face over yours. The picture stays on this computer until you switch an output on, and only the covered one ever leaves.</source>
        <translation>Understudy はカメラの映像を見て、あなたの顔に別の顔を重ねます。出力をオンにするまで、映像はこのコンピューターから出ません。出ていくのは、いつも顔を隠した映像だけです。</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>もう一度探す(&amp;L)</translation>
    </message>
    <message>
        <source>2. A face</source>
        <translation>2. 顔</translation>
    </message>
    <message>
        <source>Pick one that is unlike you: look-alikes give you away. You can change it at any time, also in a call.</source>
        <translation>自分に似ていない顔を選んでください。似ていると、あなただと気づかれます。通話中でも、いつでも変えられます。</translation>
    </message>
    <message>
        <source>3. Into the call</source>
        <translation>3. 通話で使う</translation>
    </message>
    <message>
        <source>Zoom, Meet and the others take the covered picture from a virtual camera. Switch it on in the window, and choose it in the call as your camera.</source>
        <translation>Zoom や Meet などは、顔を隠した映像を仮想カメラから受け取ります。ウィンドウでオンにして、通話のカメラとして選んでください。</translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation>もう一度確認(&amp;C)</translation>
    </message>
    <message>
        <source>Your hair, ears, neck and the outline of your head stay visible.</source>
        <translation>髪、耳、首、頭の輪郭は見えたままです。</translation>
    </message>
    <message>
        <source>So do body, hands, clothes and your room.</source>
        <translation>体、手、服、部屋も同じです。</translation>
    </message>
    <message>
        <source>Your voice is not changed.</source>
        <translation>声は変わりません。</translation>
    </message>
    <message>
        <source>The way you move and speak stays yours: people who know you may know you.</source>
        <translation>動き方や話し方はあなたのままです。知り合いは気づくかもしれません。</translation>
    </message>
    <message>
        <source>Faces far behind you, lower than about a tenth of the picture, may stay uncovered.</source>
        <translation>ずっと後ろにいる人の顔は、画面の高さの 1/10 ほどより小さいと、隠れないことがあります。</translation>
    </message>
    <message>
        <source>What it does not hide</source>
        <translation>隠れないもの</translation>
    </message>
    <message>
        <source>Your face is covered, or a card is shown: never your own picture. But a face is not all that you are.</source>
        <translation>顔が隠れているか、カードが出ているかのどちらかで、あなたの映像がそのまま出ることはありません。ただ、あなたらしさは顔だけではありません。</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} / {pages}</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>次へ(&amp;N)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>No camera was found. Plug one in; if there is one, {allow}. Until then you can try everything with the demo clip.</source>
        <translation>カメラが見つかりません。接続してください。もうある場合は、{allow}。それまでは、デモ動画ですべて試せます。</translation>
    </message>
    <message>
        <source>Found: {names}. Should it stay dark, {allow}.</source>
        <translation>見つかりました: {names}。映像が暗いままの場合は、{allow}。</translation>
    </message>
    <message>
        <source>Looking for a virtual camera…</source>
        <translation>仮想カメラを探しています…</translation>
    </message>
    <message>
        <source>Ready: “{name}”.</source>
        <translation>準備ができています:「{name}」。</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Stand-in face</source>
        <translation>代役の顔</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>お気に入り</translation>
    </message>
    <message>
        <source>{name}, favourite: {description}</source>
        <translation>{name}、お気に入り: {description}</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>お気に入りから外す</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>お気に入りに追加</translation>
    </message>
    <message>
        <source>Remove “{name}”…</source>
        <translation>「{name}」を削除…</translation>
    </message>
</context>
<context>
    <name>GalleryBar</name>
    <message>
        <source>Search faces</source>
        <translation>顔を検索</translation>
    </message>
    <message>
        <source>By name, or by what is said about a face.</source>
        <translation>名前や、顔の説明から探します。</translation>
    </message>
    <message>
        <source>Show all faces</source>
        <translation>すべての顔を表示</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>End the search and show all faces.</source>
        <translation>検索を終えて、すべての顔を表示します。</translation>
    </message>
    <message>
        <source>No face is called “{query}”.</source>
        <translation>「{query}」に合う顔はありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n 件見つかりました</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GlobalKey</name>
    <message>
        <source>{key} shields at once, whichever program you are in.</source>
        <translation>どのプログラムを使っていても、{key} ですぐに隠せます。</translation>
    </message>
    <message>
        <source>The shield key works while Understudy&apos;s window or its icon beside the clock is used; {system} gives no program a key everywhere.</source>
        <translation>隠すキーは、Understudy のウィンドウか時計の横のアイコンを使っているときに効きます。{system} では、どのプログラムも全体で効くキーを持てません。</translation>
    </message>
    <message>
        <source>Another program has taken this key: the shield key works while Understudy&apos;s window or its icon beside the clock is used.</source>
        <translation>このキーは別のプログラムが使っています。隠すキーは、Understudy のウィンドウか時計の横のアイコンを使っているときに効きます。</translation>
    </message>
    <message>
        <source>This keyboard has no such key.</source>
        <translation>このキーボードにはそのキーがありません。</translation>
    </message>
    <message>
        <source>The shield key works while Understudy&apos;s window or its icon beside the clock is used: the display hands out no other.</source>
        <translation>隠すキーは、Understudy のウィンドウか時計の横のアイコンを使っているときに効きます。このディスプレイでは、ほかのキーを使えません。</translation>
    </message>
</context>
<context>
    <name>Installation</name>
    <message>
        <source>the faces that are there already cannot be read</source>
        <translation>すでにある顔を読み込めません</translation>
    </message>
    <message>
        <source>Fetching the pictures: {done} of {total} MB</source>
        <translation>画像を取得しています: {done} / {total} MB</translation>
    </message>
    <message>
        <source>Making {name}: {number} of {total}</source>
        <translation>{name} を作っています: {number} / {total}</translation>
    </message>
</context>
<context>
    <name>LanguageMenu</name>
    <message>
        <source>&amp;Language</source>
        <translation>言語 (&amp;Language)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>システムに合わせる(&amp;S)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Profiles</source>
        <translation>プロファイル(&amp;P)</translation>
    </message>
    <message>
        <source>Others see</source>
        <translation>ほかの人の表示</translation>
    </message>
    <message>
        <source>Halves</source>
        <translation>半分ずつ</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>並べる</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Your stand-in face is on</source>
        <translation>代役の顔を使っています</translation>
    </message>
    <message>
        <source>Ready when you are</source>
        <translation>いつでも始められます</translation>
    </message>
    <message>
        <source>Pick a face and press Start. Here you see what others will see.</source>
        <translation>顔を選んで「開始」を押してください。ほかの人に見える映像がここに出ます。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>停止しています…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>開始しています…</translation>
    </message>
    <message>
        <source>Your own face is never shown.</source>
        <translation>あなたの顔が映ることはありません。</translation>
    </message>
    <message>
        <source>There is no picture yet.</source>
        <translation>まだ映像がありません。</translation>
    </message>
    <message>
        <source>Kept in your folder for pictures: {file}.</source>
        <translation>ピクチャフォルダーに保存しました: {file}。</translation>
    </message>
    <message>
        <source>Others cannot see your camera&apos;s picture in the call. But programs that record or share your screen can: do not share this window.</source>
        <translation>通話の相手にはカメラの映像は見えません。ただし、画面を録画・共有するプログラムには見えます。このウィンドウは共有しないでください。</translation>
    </message>
    <message>
        <source>Open a video or a picture</source>
        <translation>動画または画像を開く</translation>
    </message>
    <message>
        <source>Videos and pictures ({endings})</source>
        <translation>動画と画像 ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>MeterRow</name>
    <message>
        <source>A face recogniser compares what others see with your camera&apos;s picture, once a second, on this computer; nothing of it is kept. Left: like a stranger. At the mark it takes the picture for you. It says nothing of your voice, hair or room.</source>
        <translation>ほかの人に見える映像とカメラの映像を、顔認識が 1 秒に 1 回、このコンピューターで比べます。何も保存しません。左は他人のよう。印まで来ると、あなただと判断されます。声・髪・部屋については何も分かりません。</translation>
    </message>
    <message>
        <source>Anonymity: waiting for your covered face…</source>
        <translation>匿名性: 隠れた顔を待っています…</translation>
    </message>
    <message>
        <source>A recogniser knows you in this face: choose another one.</source>
        <translation>この顔では、顔認識があなただと見分けます。別の顔を選んでください。</translation>
    </message>
    <message>
        <source>This face comes close to you: another one is safer.</source>
        <translation>この顔はあなたに近いです。別の顔のほうが安心です。</translation>
    </message>
    <message>
        <source>Recognisers do not know you in this face.</source>
        <translation>この顔では、顔認識はあなたを見分けられません。</translation>
    </message>
</context>
<context>
    <name>MixDialog</name>
    <message>
        <source>Mix faces</source>
        <translation>顔をミックス</translation>
    </message>
    <message>
        <source>&amp;Another variation</source>
        <translation>別のバリエーション(&amp;A)</translation>
    </message>
    <message>
        <source>The same faces, but brows, eyes, lips and skin are others&apos; of them.</source>
        <translation>同じ顔の組み合わせで、眉・目・唇・肌の元だけを入れ替えます。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Save and put on</source>
        <translation>保存して使う(&amp;S)</translation>
    </message>
    <message>
        <source>Which faces?</source>
        <translation>どの顔を使いますか？</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>できあがり</translation>
    </message>
    <message>
        <source>Choose {n} faces or more</source>
        <translation>顔を {n} つ以上選んでください</translation>
    </message>
    <message>
        <source>Mixing…</source>
        <translation>ミックスしています…</translation>
    </message>
    <message>
        <source>This cannot be mixed</source>
        <translation>この組み合わせはミックスできません</translation>
    </message>
    <message>
        <source>Choose {least} to {most} faces: people or characters, not both.</source>
        <translation>顔を {least}～{most} つ選んでください。人物かキャラクターのどちらか一方です。</translation>
    </message>
    <message>
        <source>{name} gives {share} %. With more than {most} % one would still recognise {name}: take some away, or give the others more.</source>
        <translation>{name} が {share}% です。{most}% を超えると {name} だと分かってしまいます。減らすか、ほかの顔を増やしてください。</translation>
    </message>
    <message>
        <source>None may give more than {most} %: nobody is to be recognised in it.</source>
        <translation>どの顔も {most}% までです。誰の顔とも分からないようにするためです。</translation>
    </message>
    <message>
        <source>That is as many as can be mixed. None may give more than {most} %.</source>
        <translation>これ以上はミックスできません。どの顔も {most}% までです。</translation>
    </message>
    <message>
        <source>You have a face of that name already.</source>
        <translation>その名前の顔はもうあります。</translation>
    </message>
</context>
<context>
    <name>MixedPicture</name>
    <message>
        <source>The mixed face</source>
        <translation>ミックスした顔</translation>
    </message>
</context>
<context>
    <name>ModePicker</name>
    <message>
        <source>Size and rate of the camera</source>
        <translation>カメラのサイズとフレームレート</translation>
    </message>
    <message>
        <source>What the camera is asked for. Larger pictures take a faster computer.</source>
        <translation>カメラに求める設定です。大きな映像には速いコンピューターが必要です。</translation>
    </message>
    <message>
        <source>Usual size ({mode})</source>
        <translation>標準のサイズ ({mode})</translation>
    </message>
    <message>
        <source>{width} × {height}, {fps} fps</source>
        <translation>{width} × {height}、{fps} fps</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Download</source>
        <translation>ダウンロード</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>ファイルを選ぶ…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>It cannot be used yet: {command}</source>
        <translation>まだ使えません: {command}</translation>
    </message>
    <message>
        <source>Progress of {name}</source>
        <translation>{name} の進み具合</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>再ダウンロード</translation>
    </message>
    <message>
        <source>{done} MB</source>
        <translation>{done} MB</translation>
    </message>
    <message>
        <source>{done} of {total} MB</source>
        <translation>{done} / {total} MB</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>ダウンロードしています…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>停止しています…</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>検証しています…</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>削除しています…</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>インストール済み</translation>
    </message>
    <message>
        <source>Installed by another program</source>
        <translation>別のプログラムがインストール済み</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Altered or damaged</source>
        <translation>書き換えられたか、破損</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>未インストール</translation>
    </message>
    <message>
        <source>The anonymity meter asks it whether you are known.</source>
        <translation>匿名性の測定が、あなただと分かるかどうかをこれで調べます。</translation>
    </message>
    <message>
        <source>A judge of “understudy evaluate”.</source>
        <translation>「understudy evaluate」の判定役です。</translation>
    </message>
    <message>
        <source>A further judge of “understudy evaluate”, once scripts/calibrate_judges.py has measured its threshold on photos.</source>
        <translation>「understudy evaluate」のもう 1 つの判定役です。先に scripts/calibrate_judges.py で写真からしきい値を測る必要があります。</translation>
    </message>
    <message>
        <source>Draws the face: page “Look”.</source>
        <translation>顔を描きます（「見た目」ページ）。</translation>
    </message>
    <message>
        <source>Tells swap networks who the stand-in is.</source>
        <translation>代役が誰かを交換ネットワークに伝えます。</translation>
    </message>
    <message>
        <source>Makes the drawn face crisp: page “Look”.</source>
        <translation>描いた顔をくっきりさせます（「見た目」ページ）。</translation>
    </message>
    <message>
        <source>Leaves hair and hands before the face&apos;s rim: page “Look”.</source>
        <translation>髪や手を顔の縁の手前に残します（「見た目」ページ）。</translation>
    </message>
    <message>
        <source>Enlarges films: “understudy run --upscale”.</source>
        <translation>動画を拡大します:「understudy run --upscale」。</translation>
    </message>
    <message>
        <source>A file in ONNX is made of it once.</source>
        <translation>これから一度だけ ONNX ファイルを作ります。</translation>
    </message>
    <message>
        <source>Looks for faces: “understudy run --detector scrfd”.</source>
        <translation>顔を探します:「understudy run --detector scrfd」。</translation>
    </message>
    <message>
        <source>Needed by {names}.</source>
        <translation>{names} に必要です。</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>Licence: {names}</source>
        <translation>ライセンス: {names}</translation>
    </message>
</context>
<context>
    <name>ModelShelf</name>
    <message>
        <source>It is installed; every byte is as published.</source>
        <translation>インストール済みです。すべてのバイトが公開されたとおりです。</translation>
    </message>
    <message>
        <source>Every byte is as published.</source>
        <translation>すべてのバイトが公開されたとおりです。</translation>
    </message>
    <message>
        <source>It was taken from your file.</source>
        <translation>選んだファイルから取り込みました。</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Understudy works without any of these. They are downloaded only when you press the button, checked, and kept on this computer.</source>
        <translation>Understudy はこれらがなくても動きます。ボタンを押したときだけダウンロードし、確認してこのコンピューターに保存します。</translation>
    </message>
    <message>
        <source>Photoreal &amp;faces…</source>
        <translation>写実的な顔(&amp;F)…</translation>
    </message>
    <message>
        <source>Nine faces of no real person, downloaded once.</source>
        <translation>実在しない 9 人の顔。ダウンロードは一度だけです。</translation>
    </message>
    <message>
        <source>&amp;Choose a file…</source>
        <translation>ファイルを選ぶ(&amp;C)…</translation>
    </message>
    <message>
        <source>One of these models, or a package that holds it, that you have already.</source>
        <translation>すでに持っている、これらのモデルかそれを含むパッケージ。</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>フォルダーを開く(&amp;O)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Looking what is there…</source>
        <translation>何があるか調べています…</translation>
    </message>
    <message>
        <source>A file with a model</source>
        <translation>モデルのファイル</translation>
    </message>
    <message>
        <source>Checking the file…</source>
        <translation>ファイルを確認しています…</translation>
    </message>
    <message>
        <source>Its files are deleted from this computer. You can download them again.</source>
        <translation>このコンピューターからファイルを削除します。もう一度ダウンロードできます。</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>「{name}」を削除しますか？</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
    <message>
        <source>{n} of {total} installed, {size} MB on this computer.</source>
        <translation>{total} 件中 {n} 件をインストール済み。このコンピューターで {size} MB。</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>Read the file</source>
        <translation>ファイルを読む</translation>
    </message>
    <message>
        <source>Look for faces</source>
        <translation>顔を探す</translation>
    </message>
    <message>
        <source>Follow your face</source>
        <translation>顔を追う</translation>
    </message>
    <message>
        <source>Wait for the look</source>
        <translation>顔探しを待つ</translation>
    </message>
    <message>
        <source>Draw the stand-in</source>
        <translation>代役を描く</translation>
    </message>
    <message>
        <source>Put it in place</source>
        <translation>顔にはめ込む</translation>
    </message>
    <message>
        <source>Check the cover</source>
        <translation>隠れたか確認</translation>
    </message>
    <message>
        <source>Background and size</source>
        <translation>背景とサイズ</translation>
    </message>
    <message>
        <source>Show it here</source>
        <translation>ここに表示</translation>
    </message>
    <message>
        <source>Send it to calls</source>
        <translation>通話へ送る</translation>
    </message>
    <message>
        <source>Record it</source>
        <translation>録画する</translation>
    </message>
    <message>
        <source>Stream it</source>
        <translation>配信する</translation>
    </message>
    <message>
        <source>Show it to OBS</source>
        <translation>OBS に表示</translation>
    </message>
    <message>
        <source>Write to {name}</source>
        <translation>{name} へ書き込む</translation>
    </message>
    <message>
        <source>Plot of milliseconds per stage</source>
        <translation>処理ごとのミリ秒のグラフ</translation>
    </message>
    <message>
        <source>A line for each stage over the last minute. The table below has the same figures as they are now.</source>
        <translation>直近 1 分間の、処理ごとの線です。下の表は同じ値の現在の数字です。</translation>
    </message>
    <message>
        <source>Milliseconds per stage. The table below says which line is which.</source>
        <translation>処理ごとのミリ秒。どの線がどれかは下の表で分かります。</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>−{n} s</source>
        <translation>−{n} 秒</translation>
    </message>
</context>
<context>
    <name>NumbersPanel</name>
    <message>
        <source>Frames per second</source>
        <translation>フレーム/秒</translation>
    </message>
    <message>
        <source>Covered pictures that leave the app, over the last second.</source>
        <translation>直近 1 秒間にアプリから出た、顔を隠した映像の枚数。</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>遅延</translation>
    </message>
    <message>
        <source>From the camera&apos;s picture to the covered one being handed over. Half of all frames are faster than the first number, 95 of 100 than the second, 99 than the third.</source>
        <translation>カメラの映像が、隠した映像として渡されるまでの時間。全フレームの半分は 1 つ目、100 のうち 95 は 2 つ目、99 は 3 つ目の数字より速いです。</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>フレーム</translation>
    </message>
    <message>
        <source>Shielded: others saw a plain card or a mosaic instead of the stand-in.</source>
        <translation>隠したフレーム: 代役の代わりに、無地のカードかモザイクが見えました。</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Overtaken by a newer picture, so that you are never late.</source>
        <translation>遅れないように、新しい映像に追い越されたもの。</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>How much of this computer&apos;s computing power the app takes.</source>
        <translation>アプリがこのコンピューターの処理能力をどれだけ使っているか。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>What the app holds now, and the most it held so far.</source>
        <translation>アプリが現在使っている量と、これまでの最大。</translation>
    </message>
    <message>
        <source>Shielded because</source>
        <translation>隠した理由</translation>
    </message>
    <message>
        <source>Why the stand-in was not shown, and in how many frames.</source>
        <translation>代役を表示しなかった理由と、そのフレーム数。</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation>描画</translation>
    </message>
    <message>
        <source>What draws the face, and what it really runs on.</source>
        <translation>顔を描くエンジンと、実際に動いている場所。</translation>
    </message>
    <message>
        <source>&amp;Copy diagnostics</source>
        <translation>診断情報をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>診断情報をコピー</translation>
    </message>
    <message>
        <source>Puts versions, these figures and the last log lines on the clipboard, to paste into a report. No pictures, and no names of you, your computer or your files.</source>
        <translation>バージョン、これらの数値、ログの最後の数行をクリップボードに入れます。報告に貼り付けられます。映像や、あなた・コンピューター・ファイルの名前は含みません。</translation>
    </message>
    <message>
        <source>Milliseconds per stage</source>
        <translation>処理ごとのミリ秒</translation>
    </message>
    <message>
        <source>Choose a row to see its line stand out in the plot.</source>
        <translation>行を選ぶと、グラフでその線が目立ちます。</translation>
    </message>
    <message>
        <source>Milliseconds to…</source>
        <translation>処理（ミリ秒）…</translation>
    </message>
    <message>
        <source>What is done with each frame.</source>
        <translation>各フレームに行うこと。</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>通常</translation>
    </message>
    <message>
        <source>Half of all frames take less (p50).</source>
        <translation>半分のフレームはこれより短いです (p50)。</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>遅め</translation>
    </message>
    <message>
        <source>95 of 100 frames take less (p95).</source>
        <translation>100 のうち 95 フレームはこれより短いです (p95)。</translation>
    </message>
    <message>
        <source>Where the time goes, over the last minute</source>
        <translation>時間の内訳（直近 1 分間）</translation>
    </message>
    <message>
        <source>the built-in engine</source>
        <translation>内蔵エンジン</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>{engine}, on {place}</source>
        <translation>{engine}（{place}）</translation>
    </message>
    <message>
        <source>{p50:.0f} ms usually, {p95:.0f} slow, {p99:.0f} slowest</source>
        <translation>通常 {p50:.0f} ms、遅め {p95:.0f}、最も遅い {p99:.0f}</translation>
    </message>
    <message>
        <source>{covered} covered, {shielded} shielded</source>
        <translation>代役 {covered}、隠した {shielded}</translation>
    </message>
    <message>
        <source>, {empty} of an empty room</source>
        <translation>、無人の部屋 {empty}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>{one:.0f} % of one core, {all:.0f} % of all</source>
        <translation>1 コアの {one:.0f}%、全体の {all:.0f}%</translation>
    </message>
    <message>
        <source>at most {peak:.0f} MB so far</source>
        <translation>これまで最大 {peak:.0f} MB</translation>
    </message>
    <message>
        <source>{now:.0f} MB, at most {peak:.0f} MB so far</source>
        <translation>{now:.0f} MB、これまで最大 {peak:.0f} MB</translation>
    </message>
    <message>
        <source>The diagnostics are on the clipboard. Paste them anywhere.</source>
        <translation>診断情報をクリップボードに入れました。どこにでも貼り付けられます。</translation>
    </message>
    <message>
        <source>The diagnostics could not be copied: {why}</source>
        <translation>診断情報をコピーできませんでした: {why}</translation>
    </message>
    <message>
        <source>The plot is coming…</source>
        <translation>グラフを用意しています…</translation>
    </message>
    <message>
        <source>There is no plot: {why}</source>
        <translation>グラフを表示できません: {why}</translation>
    </message>
</context>
<context>
    <name>OutputLink</name>
    <message>
        <source>Off: only you see the preview.</source>
        <translation>オフ: プレビューはあなただけに見えます。</translation>
    </message>
    <message>
        <source>“{name}” has gone: it is waited for.</source>
        <translation>「{name}」が見つかりません。戻るのを待っています。</translation>
    </message>
    <message>
        <source>On: calls can choose “{name}”.</source>
        <translation>オン: 通話で「{name}」を選べます。</translation>
    </message>
    <message>
        <source>Opens when you press Start.</source>
        <translation>「開始」を押すと開きます。</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>開いています…</translation>
    </message>
    <message>
        <source>Into the folder “{folder}”, without sound.</source>
        <translation>フォルダー「{folder}」へ。音声なし。</translation>
    </message>
    <message>
        <source>Recording into “{file}”, without sound.</source>
        <translation>「{file}」に録画しています。音声なし。</translation>
    </message>
    <message>
        <source>Off. Write the address of your service below.</source>
        <translation>オフ。サービスのアドレスを下に入力してください。</translation>
    </message>
    <message numerus="yes">
        <source>On: %n program(s) on this computer look at it.</source>
        <translation>
            <numerusform>オン: このコンピューターの %n 個のプログラムが表示しています。</numerusform>
        </translation>
    </message>
    <message>
        <source>On. Copy its address into OBS&apos;s browser source.</source>
        <translation>オン。アドレスを OBS のブラウザソースにコピーしてください。</translation>
    </message>
    <message>
        <source>Not connected: {why}. It tries again by itself.</source>
        <translation>接続できていません: {why}。自動でやり直します。</translation>
    </message>
    <message>
        <source>Connecting to {place}…</source>
        <translation>{place} に接続しています…</translation>
    </message>
    <message>
        <source>Streaming to {place}, without sound.</source>
        <translation>{place} へ配信しています。音声なし。</translation>
    </message>
    <message>
        <source>Off. In OBS, add a browser source with the page&apos;s address.</source>
        <translation>オフ。OBS で、このページのアドレスのブラウザソースを追加してください。</translation>
    </message>
    <message>
        <source>Write the address of your service first.</source>
        <translation>先にサービスのアドレスを入力してください。</translation>
    </message>
    <message>
        <source>A folder for recordings</source>
        <translation>録画用のフォルダー</translation>
    </message>
    <message>
        <source>A stream&apos;s address begins with one of {beginnings}</source>
        <translation>配信先のアドレスは次のいずれかで始まります: {beginnings}</translation>
    </message>
    <message>
        <source>The page&apos;s address is in the clipboard.</source>
        <translation>ページのアドレスをクリップボードに入れました。</translation>
    </message>
</context>
<context>
    <name>OutputPanel</name>
    <message>
        <source>Recor&amp;ding</source>
        <translation>録画(&amp;D)</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>録画</translation>
    </message>
    <message>
        <source>A film of what others see. It has no sound.</source>
        <translation>ほかの人に見える映像を録画します。音声はありません。</translation>
    </message>
    <message>
        <source>S&amp;tream</source>
        <translation>配信(&amp;T)</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>配信</translation>
    </message>
    <message>
        <source>Sends what others see to a server. Without sound.</source>
        <translation>ほかの人に見える映像をサーバーへ送ります。音声なし。</translation>
    </message>
    <message>
        <source>Page for &amp;OBS</source>
        <translation>OBS 用ページ(&amp;O)</translation>
    </message>
    <message>
        <source>Page for OBS</source>
        <translation>OBS 用ページ</translation>
    </message>
    <message>
        <source>For OBS&apos;s browser source, on this computer only.</source>
        <translation>OBS のブラウザソース用。このコンピューターだけで使えます。</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation>別のフォルダー…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Address of the stream</source>
        <translation>配信先のアドレス</translation>
    </message>
    <message>
        <source>With the key that your service gave you; it is kept on this computer only.</source>
        <translation>サービスから渡されたキーを含めます。このコンピューターにだけ保存します。</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Delay of the picture</source>
        <translation>映像の遅延</translation>
    </message>
    <message>
        <source>Where your sound comes late, as with wireless headphones: so does the picture.</source>
        <translation>ワイヤレスヘッドホンなどで音が遅れるとき、映像も同じだけ遅らせます。</translation>
    </message>
    <message>
        <source>{ms} ms later</source>
        <translation>{ms} ms 遅らせる</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>すぐに</translation>
    </message>
    <message>
        <source>So that lips and sound match, delay your microphone by {ms} ms.</source>
        <translation>口の動きと音を合わせるには、マイクを {ms} ms 遅らせてください。</translation>
    </message>
    <message>
        <source>Dela&amp;y of the picture</source>
        <translation>映像の遅延(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>ParentList</name>
    <message>
        <source>Faces to mix</source>
        <translation>ミックスする顔</translation>
    </message>
</context>
<context>
    <name>PhotorealDialog</name>
    <message>
        <source>Add photoreal faces</source>
        <translation>写実的な顔を追加</translation>
    </message>
    <message>
        <source>A computer drew them from words: they look like photographs, and nobody looks like them. They were published as SFHQ-T2I under the MIT licence.</source>
        <translation>コンピューターが言葉から描いた顔です。写真のように見えますが、実在の誰にも似ていません。SFHQ-T2I として MIT ライセンスで公開されたものです。</translation>
    </message>
    <message>
        <source>{size} MB are downloaded from GitHub, this once.</source>
        <translation>GitHub から {size} MB をダウンロードします。今回だけです。</translation>
    </message>
    <message>
        <source>Nothing of yours is sent. GitHub sees your network address, as every website does.</source>
        <translation>あなたの情報は何も送りません。ほかの Web サイトと同じく、GitHub にはネットワークアドレスが分かります。</translation>
    </message>
    <message>
        <source>The faces are then made from that on this computer, which takes a while. You can go on as before.</source>
        <translation>それを元に、このコンピューターで顔を作ります。少し時間がかかりますが、その間もそのまま使えます。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Choose a &amp;folder…</source>
        <translation>フォルダーを選ぶ(&amp;F)…</translation>
    </message>
    <message>
        <source>Where a copy of the dataset&apos;s files lies (LICENSE, figures): then nothing is downloaded.</source>
        <translation>データセットのファイル（LICENSE、figures）のコピーがある場所。その場合は何もダウンロードしません。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>ダウンロード(&amp;D)</translation>
    </message>
    <message>
        <source>Nine faces of no real person</source>
        <translation>実在しない 9 人の顔</translation>
    </message>
    <message>
        <source>The folder with the pictures</source>
        <translation>画像の入ったフォルダー</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>キャンセルしています…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>開始しています…</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n}%</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>What others see</source>
        <translation>ほかの人に見える映像</translation>
    </message>
    <message>
        <source>On the left your camera, for you alone; else what others see</source>
        <translation>左はあなただけに見えるカメラの映像。残りはほかの人に見える映像</translation>
    </message>
    <message>
        <source>On the left your camera, for you alone; right what others see</source>
        <translation>左はあなただけに見えるカメラの映像。右はほかの人に見える映像</translation>
    </message>
    <message>
        <source>Only you see this</source>
        <translation>見えるのはあなただけ</translation>
    </message>
    <message>
        <source>Your camera is not shown now</source>
        <translation>今はカメラの映像を表示していません</translation>
    </message>
    <message>
        <source>Others see this</source>
        <translation>ほかの人に見える映像</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>Keep this set-up</source>
        <translation>この設定を保存</translation>
    </message>
    <message>
        <source>&amp;Name of the profile</source>
        <translation>プロファイルの名前(&amp;N)</translation>
    </message>
    <message>
        <source>Work, for example</source>
        <translation>例: 仕事</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>保存(&amp;K)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>It takes the place of the one with this name.</source>
        <translation>同じ名前のプロファイルを置き換えます。</translation>
    </message>
</context>
<context>
    <name>ProfileLink</name>
    <message>
        <source>Kept as “{name}”.</source>
        <translation>「{name}」として保存しました。</translation>
    </message>
    <message>
        <source>Removed: {what}.</source>
        <translation>削除しました: {what}。</translation>
    </message>
</context>
<context>
    <name>ProfileMenu</name>
    <message>
        <source>{name} (changed)</source>
        <translation>{name}（変更あり）</translation>
    </message>
    <message>
        <source>&amp;Keep this set-up as a profile…</source>
        <translation>この設定をプロファイルとして保存(&amp;K)…</translation>
    </message>
    <message>
        <source>Face, look and shield under a name, to come back to.</source>
        <translation>顔・見た目・隠し方を名前を付けて残し、いつでも戻れます。</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>削除(&amp;R)</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Keep</source>
        <translation>残す</translation>
    </message>
</context>
<context>
    <name>ShareRow</name>
    <message>
        <source>Share of {name}</source>
        <translation>{name} の割合</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n}%</translation>
    </message>
</context>
<context>
    <name>Side</name>
    <message>
        <source>Mirror preview</source>
        <translation>プレビューを左右反転</translation>
    </message>
    <message>
        <source>&amp;More faces</source>
        <translation>ほかの顔(&amp;M)</translation>
    </message>
    <message>
        <source>Faces, look, output, numbers</source>
        <translation>顔、見た目、出力、数値</translation>
    </message>
    <message>
        <source>P&amp;icture from</source>
        <translation>映像の入力元(&amp;I)</translation>
    </message>
    <message>
        <source>Stan&amp;d-in face</source>
        <translation>代役の顔(&amp;D)</translation>
    </message>
    <message>
        <source>Vi&amp;rtual camera</source>
        <translation>仮想カメラ(&amp;R)</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>仮想カメラ</translation>
    </message>
    <message>
        <source>Fac&amp;es</source>
        <translation>顔(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>見た目(&amp;L)</translation>
    </message>
    <message>
        <source>O&amp;utput</source>
        <translation>出力(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Numbers</source>
        <translation>数値(&amp;N)</translation>
    </message>
</context>
<context>
    <name>SliderRow</name>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source>{name}, in per cent</source>
        <translation>{name}（パーセント）</translation>
    </message>
    <message>
        <source>Reset: {name}</source>
        <translation>リセット: {name}</translation>
    </message>
    <message>
        <source>Back to {n} %</source>
        <translation>{n}% に戻す</translation>
    </message>
    <message>
        <source>From “{left}” to “{right}”.</source>
        <translation>「{left}」から「{right}」まで。</translation>
    </message>
</context>
<context>
    <name>SourcePicker</name>
    <message>
        <source>Picture from</source>
        <translation>映像の入力元</translation>
    </message>
    <message>
        <source>Demo clip</source>
        <translation>デモ動画</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>ファイルを開く…</translation>
    </message>
</context>
<context>
    <name>StartAtLogin</name>
    <message>
        <source>Opens Understudy&apos;s window when you log in to this computer. The camera stays off until you press Start, unless you choose the next line, too.</source>
        <translation>このコンピューターにログインすると Understudy のウィンドウを開きます。次の項目も選ばないかぎり、「開始」を押すまでカメラはオフのままです。</translation>
    </message>
    <message>
        <source>Understudy lies in a folder whose name has a line break: rename it.</source>
        <translation>Understudy のあるフォルダーの名前に改行が入っています。名前を変えてください。</translation>
    </message>
    <message>
        <source>Starting at login cannot be changed: {why}.</source>
        <translation>ログイン時に開く設定を変更できません: {why}。</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>A woman of about 33 with medium-brown skin and long, dark, wavy hair.</source>
        <translation>33 歳くらいの女性。褐色の肌に、長く黒っぽいウェーブヘア。</translation>
    </message>
    <message>
        <source>A man of about 46 with fair skin, sandy receding hair and a day&apos;s stubble.</source>
        <translation>46 歳くらいの男性。色白で、生え際の後退した砂色の髪に、うっすらと無精ひげ。</translation>
    </message>
    <message>
        <source>A woman of about 28 with light skin, a black bob and dark eyes.</source>
        <translation>28 歳くらいの女性。明るい肌に、黒いボブと黒い瞳。</translation>
    </message>
    <message>
        <source>A man of about 38 with deep brown skin, cropped hair and a shadow of a beard.</source>
        <translation>38 歳くらいの男性。濃い褐色の肌に、短く刈った髪と薄いひげ。</translation>
    </message>
    <message>
        <source>A woman in her late forties with olive skin, hazel eyes and dark hair tied back.</source>
        <translation>40 代後半の女性。オリーブ色の肌にヘーゼルの瞳、後ろで束ねた黒っぽい髪。</translation>
    </message>
    <message>
        <source>A man of about 30 with warm brown skin, thick black hair and light stubble.</source>
        <translation>30 歳くらいの男性。温かみのある褐色の肌に、豊かな黒髪と軽い無精ひげ。</translation>
    </message>
    <message>
        <source>A woman of about 66 with fair skin, blue eyes and short silver hair.</source>
        <translation>66 歳くらいの女性。色白で、青い瞳に短い銀髪。</translation>
    </message>
    <message>
        <source>A woman of about 25 with very fair, freckled skin and long copper hair.</source>
        <translation>25 歳くらいの女性。とても色白でそばかすがあり、長い赤銅色の髪。</translation>
    </message>
    <message>
        <source>A woman of about 30 with deep brown skin and a short afro.</source>
        <translation>30 歳くらいの女性。濃い褐色の肌に、短いアフロヘア。</translation>
    </message>
    <message>
        <source>A man of about 40 with light skin and short black hair swept back.</source>
        <translation>40 歳くらいの男性。明るい肌に、後ろへなでつけた短い黒髪。</translation>
    </message>
    <message>
        <source>A man of about 35 with light olive skin, dark hair and a short full beard.</source>
        <translation>35 歳くらいの男性。明るいオリーブ色の肌に、黒っぽい髪と短いあごひげ。</translation>
    </message>
    <message>
        <source>A man of about 70 with light skin, receding white hair and a moustache.</source>
        <translation>70 歳くらいの男性。明るい肌に、生え際の後退した白髪と口ひげ。</translation>
    </message>
    <message>
        <source>A marble bust: plainly not a person.</source>
        <translation>大理石の胸像。ひと目で人間ではないと分かります。</translation>
    </message>
    <message>
        <source>A porcelain doll with painted lips and brows: plainly not a person.</source>
        <translation>唇と眉を描いた磁器の人形。ひと目で人間ではないと分かります。</translation>
    </message>
    <message>
        <source>A bronze head with a trace of verdigris: plainly not a person.</source>
        <translation>うっすら緑青の浮いたブロンズの頭部。ひと目で人間ではないと分かります。</translation>
    </message>
    <message>
        <source>A robot with a pale face plate and lines of light: plainly not a person.</source>
        <translation>白いフェイスプレートに光の線が走るロボット。ひと目で人間ではないと分かります。</translation>
    </message>
    <message>
        <source>A woman of about 55 with olive skin, her hair tied back.</source>
        <translation>55 歳くらいの女性。オリーブ色の肌に、後ろで束ねた髪。</translation>
    </message>
    <message>
        <source>A man of about 30 with a short black beard.</source>
        <translation>30 歳くらいの男性。短く黒いあごひげ。</translation>
    </message>
    <message>
        <source>A man of about 22 with curly ginger hair and blue eyes.</source>
        <translation>22 歳くらいの男性。赤毛の巻き毛に青い瞳。</translation>
    </message>
    <message>
        <source>A woman of about 45 with dark skin and short dark-red hair.</source>
        <translation>45 歳くらいの女性。濃い色の肌に、短い暗赤色の髪。</translation>
    </message>
    <message>
        <source>An East Asian woman of about 25 with dark hair.</source>
        <translation>25 歳くらいの東アジア系の女性。黒っぽい髪。</translation>
    </message>
    <message>
        <source>A man of about 65 with a full white beard.</source>
        <translation>65 歳くらいの男性。豊かな白いあごひげ。</translation>
    </message>
    <message>
        <source>A man of about 42 with a large moustache.</source>
        <translation>42 歳くらいの男性。大きな口ひげ。</translation>
    </message>
    <message>
        <source>A bald man of about 30 with green eyes.</source>
        <translation>30 歳くらいの、髪のない男性。緑の瞳。</translation>
    </message>
    <message>
        <source>A man of about 54 with dark skin and long locs.</source>
        <translation>54 歳くらいの男性。濃い色の肌に、長いロックス。</translation>
    </message>
</context>
<context>
    <name>TermsDialog</name>
    <message>
        <source>Terms of use</source>
        <translation>利用条件</translation>
    </message>
    <message>
        <source>The whole licence</source>
        <translation>ライセンス全文</translation>
    </message>
    <message>
        <source>That you agree is written down on this computer, with the date, and not sent.</source>
        <translation>同意したことを日付とともにこのコンピューターに記録します。送信はしません。</translation>
    </message>
    <message>
        <source>I &amp;agree</source>
        <translation>同意する(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
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
        <translation>プロファイル(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Hide window</source>
        <translation>ウィンドウを隠す(&amp;H)</translation>
    </message>
    <message>
        <source>Sho&amp;w window</source>
        <translation>ウィンドウを表示(&amp;W)</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>Stopped</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>Nothing is sent to anyone.</source>
        <translation>誰にも何も送っていません。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>開始しています…</translation>
    </message>
    <message>
        <source>Others see a plain card until your face is covered.</source>
        <translation>顔が隠れるまで、ほかの人には無地のカードが見えます。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>停止しています…</translation>
    </message>
    <message>
        <source>Shielding: you asked for it</source>
        <translation>隠しています: あなたの操作です</translation>
    </message>
    <message>
        <source>Others see a plain card until you resume.</source>
        <translation>再開するまで、ほかの人には無地のカードが見えます。</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>顔は隠れています</translation>
    </message>
    <message>
        <source>Empty room</source>
        <translation>無人の部屋</translation>
    </message>
    <message>
        <source>Nobody is seen; the room is shown.</source>
        <translation>誰もいないので、部屋を映しています。</translation>
    </message>
    <message>
        <source>Shielding: {why}</source>
        <translation>隠しています: {why}</translation>
    </message>
    <message>
        <source>Nobody seen</source>
        <translation>誰も映っていません</translation>
    </message>
</context>
<context>
    <name>TrustStrip</name>
    <message>
        <source>Latency: from the camera&apos;s picture to the covered one, half of all frames are faster. Dropped: overtaken by a newer picture, so that you are never late.</source>
        <translation>遅延: カメラの映像から隠した映像までの時間。半分のフレームはこれより速いです。破棄: 遅れないように、新しい映像に追い越されたもの。</translation>
    </message>
    <message>
        <source>{fps:.0f} frames per second</source>
        <translation>{fps:.0f} フレーム/秒</translation>
    </message>
    <message>
        <source>{ms:.0f} ms latency</source>
        <translation>遅延 {ms:.0f} ms</translation>
    </message>
    <message>
        <source>{n} dropped</source>
        <translation>{n} 破棄</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>数値はまだありません</translation>
    </message>
</context>
<context>
    <name>_People</name>
    <message numerus="yes">
        <source>%n people seen</source>
        <translation>
            <numerusform>%n 人が映っています</numerusform>
        </translation>
    </message>
</context>
</TS>
