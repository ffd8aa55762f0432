<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Below</name>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>no new picture</source>
        <translation>没有新画面</translation>
    </message>
    <message>
        <source>no face found</source>
        <translation>未找到人脸</translation>
    </message>
    <message>
        <source>panic key</source>
        <translation>紧急键</translation>
    </message>
    <message>
        <source>the guard failed</source>
        <translation>安全检查失败</translation>
    </message>
    <message>
        <source>the picture could not be finished</source>
        <translation>画面未能完成处理</translation>
    </message>
    <message>
        <source>the picture could not be put together</source>
        <translation>画面未能合成</translation>
    </message>
    <message>
        <source>the picture&apos;s size changed</source>
        <translation>画面尺寸发生变化</translation>
    </message>
    <message>
        <source>the tracker gave nonsense</source>
        <translation>人脸跟踪结果异常</translation>
    </message>
    <message>
        <source>the face could not be drawn</source>
        <translation>未能绘制面孔</translation>
    </message>
    <message>
        <source>a face is not covered</source>
        <translation>有一张脸未被覆盖</translation>
    </message>
    <message>
        <source>the face is hardly seen</source>
        <translation>几乎看不清脸</translation>
    </message>
    <message>
        <source>the head is turned too far</source>
        <translation>头转得太偏</translation>
    </message>
    <message>
        <source>the detector sees no face there</source>
        <translation>检测器在那里没有看到脸</translation>
    </message>
    <message>
        <source>the face is not covered</source>
        <translation>脸未被覆盖</translation>
    </message>
    <message>
        <source>the face looks like the wearer&apos;s</source>
        <translation>面孔看起来像你本人</translation>
    </message>
    <message>
        <source>type `sudo usermod -aG video $USER`, then log out and in again</source>
        <translation>请输入 `sudo usermod -aG video $USER`，然后注销并重新登录</translation>
    </message>
    <message>
        <source>allow it in Settings &gt; Privacy &amp; security &gt; Camera &gt; Let desktop apps access your camera</source>
        <translation>请在“设置 &gt; 隐私和安全性 &gt; 相机 &gt; 让桌面应用访问你的相机”中允许</translation>
    </message>
    <message>
        <source>allow it in System Settings &gt; Privacy &amp; Security &gt; Camera, then start again</source>
        <translation>请在“系统设置 &gt; 隐私与安全性 &gt; 摄像头”中允许，然后重新开始</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again; `fuser /dev/video*` names it</source>
        <translation>请关闭正在使用它的程序（通话、OBS、浏览器标签页），然后重试；`fuser /dev/video*` 可以查出是哪个程序</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again, or allow it in Settings &gt; Privacy &amp; security &gt; Camera</source>
        <translation>请关闭正在使用它的程序（通话、OBS、浏览器标签页）后重试，或在“设置 &gt; 隐私和安全性 &gt; 相机”中允许</translation>
    </message>
    <message>
        <source>close the program that is using it (a call, OBS, a browser tab), then try again, or allow it in System Settings &gt; Privacy &amp; Security &gt; Camera</source>
        <translation>请关闭正在使用它的程序（通话、OBS、浏览器标签页）后重试，或在“系统设置 &gt; 隐私与安全性 &gt; 摄像头”中允许</translation>
    </message>
    <message>
        <source>plug it in again, or close the program that took it</source>
        <translation>请重新插上，或关闭占用它的程序</translation>
    </message>
    <message>
        <source>type `sudo apt install v4l2loopback-dkms` and `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, then start again</source>
        <translation>请输入 `sudo apt install v4l2loopback-dkms` 和 `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`，然后重新开始</translation>
    </message>
    <message>
        <source>install OBS Studio 26 or later (obsproject.com), which brings one, then start again</source>
        <translation>请安装 OBS Studio 26 或更新版本（obsproject.com），它自带一个，然后重新开始</translation>
    </message>
    <message>
        <source>install OBS Studio 30 or later (obsproject.com), press Start Virtual Camera in it once, then Stop, and start again</source>
        <translation>请安装 OBS Studio 30 或更新版本（obsproject.com），在其中点一次“启动虚拟摄像机”再停止，然后重新开始</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`, then start again</source>
        <translation>请输入 `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`，然后重新开始</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`; if that says &apos;Key was rejected&apos;, Secure Boot wants the module&apos;s key: `sudo mokutil --import /var/lib/dkms/mok.pub`, restart, choose Enroll MOK</source>
        <translation>请输入 `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`；如果提示“Key was rejected”，说明安全启动需要该模块的密钥：`sudo mokutil --import /var/lib/dkms/mok.pub`，重启后选择“Enroll MOK”</translation>
    </message>
    <message>
        <source>type `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`</source>
        <translation>请输入 `sudo modprobe v4l2loopback exclusive_caps=1 card_label=Understudy`</translation>
    </message>
    <message>
        <source>start OBS&apos;s virtual camera once and stop it</source>
        <translation>请启动一次 OBS 的虚拟摄像机再停止</translation>
    </message>
    <message>
        <source>close the program that writes to it (OBS, another Understudy), or, where that has crashed, the call that watches, then try again</source>
        <translation>请关闭正在向它输出的程序（OBS 或另一个 Understudy）；如果它已崩溃，请关闭正在观看的通话，然后重试</translation>
    </message>
    <message>
        <source>delete it and get it again (&apos;understudy models download&apos;, or &apos;models add FILE&apos;)</source>
        <translation>请删除并重新获取（“understudy models download”或“models add 文件”）</translation>
    </message>
    <message>
        <source>install Understudy again</source>
        <translation>请重新安装 Understudy</translation>
    </message>
    <message>
        <source>install the pack again</source>
        <translation>请重新安装面孔包</translation>
    </message>
    <message>
        <source>A blend: {mixed}.</source>
        <translation>混合：{mixed}。</translation>
    </message>
</context>
<context>
    <name>ClosingQuestion</name>
    <message>
        <source>Understudy is on</source>
        <translation>Understudy 正在运行</translation>
    </message>
    <message>
        <source>Understudy is still on</source>
        <translation>Understudy 仍在运行</translation>
    </message>
    <message>
        <source>Stop and close?</source>
        <translation>停止并关闭？</translation>
    </message>
    <message>
        <source>Calls may be using your stand-in face. It can stay on without this window: Understudy&apos;s icon beside the clock brings the window back.</source>
        <translation>通话可能正在使用你的替身面孔。没有这个窗口它也能继续：点时钟旁的 Understudy 图标即可让窗口回来。</translation>
    </message>
    <message>
        <source>Calls may be using your stand-in face. When you close this window, it stops, and they get no more picture from Understudy.</source>
        <translation>通话可能正在使用你的替身面孔。关闭这个窗口就会停止，通话将不再收到 Understudy 的画面。</translation>
    </message>
    <message>
        <source>&amp;Do not ask again, always do what I choose now</source>
        <translation>不再询问，以后都按这次的选择(&amp;D)</translation>
    </message>
    <message>
        <source>You can change this in the settings.</source>
        <translation>你可以在设置中更改。</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Leave the window open and everything on.</source>
        <translation>窗口保持打开，一切照常。</translation>
    </message>
    <message>
        <source>&amp;Stop and close</source>
        <translation>停止并关闭(&amp;S)</translation>
    </message>
    <message>
        <source>Give the camera back and end Understudy.</source>
        <translation>释放摄像头并退出 Understudy。</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray</source>
        <translation>在托盘中继续运行(&amp;K)</translation>
    </message>
    <message>
        <source>Close only the window; your face stays covered.</source>
        <translation>只关闭窗口；你的脸仍被覆盖。</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Session</source>
        <translation>会话(&amp;S)</translation>
    </message>
    <message>
        <source>F&amp;aces</source>
        <translation>面孔(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Open file…</source>
        <translation>打开文件(&amp;O)…</translation>
    </message>
    <message>
        <source>Use a video or a picture instead of the camera.</source>
        <translation>用视频或图片代替摄像头。</translation>
    </message>
    <message>
        <source>&amp;Look for cameras again</source>
        <translation>重新查找摄像头(&amp;L)</translation>
    </message>
    <message>
        <source>After plugging one in or out.</source>
        <translation>插拔摄像头之后使用。</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>模型(&amp;M)…</translation>
    </message>
    <message>
        <source>What can be downloaded besides, and what of it is here.</source>
        <translation>还可以下载哪些内容，以及其中哪些已在这里。</translation>
    </message>
    <message>
        <source>&amp;First steps…</source>
        <translation>入门(&amp;I)…</translation>
    </message>
    <message>
        <source>Camera, face, virtual camera, and what stays visible.</source>
        <translation>摄像头、面孔、虚拟摄像头，以及哪些仍然可见。</translation>
    </message>
    <message>
        <source>Open when I lo&amp;g in</source>
        <translation>登录时打开(&amp;G)</translation>
    </message>
    <message>
        <source>Opens this window when you log in; it starts nothing.</source>
        <translation>登录时打开这个窗口；不会启动任何东西。</translation>
    </message>
    <message>
        <source>…and s&amp;tart at once</source>
        <translation>…并立即开始(&amp;T)</translation>
    </message>
    <message>
        <source>Puts the face on as soon as you are logged in; the window is in the tray.</source>
        <translation>登录后立即戴上面孔；窗口在托盘中。</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Stop and close the window.</source>
        <translation>停止并关闭窗口。</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Put the stand-in face on.</source>
        <translation>戴上替身面孔。</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Stop, and give the camera back.</source>
        <translation>停止并释放摄像头。</translation>
    </message>
    <message>
        <source>Shield &amp;now</source>
        <translation>立即遮挡(&amp;N)</translation>
    </message>
    <message>
        <source>Send nothing but a plain card, at once.</source>
        <translation>立刻只发送一张纯色卡片。</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>恢复(&amp;R)</translation>
    </message>
    <message>
        <source>Lift the shield; your face stays covered.</source>
        <translation>解除遮挡；你的脸仍被覆盖。</translation>
    </message>
    <message>
        <source>&amp;Virtual camera</source>
        <translation>虚拟摄像头(&amp;V)</translation>
    </message>
    <message>
        <source>Offer the covered picture to calls and other programs as a camera.</source>
        <translation>把覆盖后的画面作为摄像头提供给通话和其他程序。</translation>
    </message>
    <message>
        <source>Measure my &amp;anonymity</source>
        <translation>测量我的匿名程度(&amp;A)</translation>
    </message>
    <message>
        <source>Once a second, on this computer and in memory only: would a recogniser know you in what others see?</source>
        <translation>每秒一次，只在这台电脑的内存中进行：人脸识别能否从别人看到的画面里认出你？</translation>
    </message>
    <message>
        <source>&amp;Add photoreal faces…</source>
        <translation>添加写实面孔(&amp;P)…</translation>
    </message>
    <message>
        <source>Nine faces of no real person, downloaded once.</source>
        <translation>九张不属于任何真人的面孔，只需下载一次。</translation>
    </message>
    <message>
        <source>&amp;Mix faces…</source>
        <translation>混合面孔(&amp;M)…</translation>
    </message>
    <message>
        <source>Make a face of your own from others.</source>
        <translation>用其他面孔做出一张自己的脸。</translation>
    </message>
    <message>
        <source>&amp;Invent a face</source>
        <translation>随机生成一张脸(&amp;I)</translation>
    </message>
    <message>
        <source>Mix one that nobody chose, and put it on.</source>
        <translation>混合出一张没有人挑选过的脸并戴上。</translation>
    </message>
    <message>
        <source>&amp;Search faces</source>
        <translation>搜索面孔(&amp;S)</translation>
    </message>
    <message>
        <source>Find a face by its name or description.</source>
        <translation>按名称或描述查找面孔。</translation>
    </message>
    <message>
        <source>&amp;Mirror preview</source>
        <translation>镜像预览(&amp;M)</translation>
    </message>
    <message>
        <source>Only here: others see you the right way round.</source>
        <translation>仅在这里：别人看到的方向是正常的。</translation>
    </message>
    <message>
        <source>&amp;Keep what others see now</source>
        <translation>保存别人现在看到的画面(&amp;K)</translation>
    </message>
    <message>
        <source>As a picture in your own folder for pictures.</source>
        <translation>作为图片保存到你的图片文件夹。</translation>
    </message>
    <message>
        <source>What &amp;others see</source>
        <translation>别人看到的画面(&amp;O)</translation>
    </message>
    <message>
        <source>Show only the covered picture.</source>
        <translation>只显示覆盖后的画面。</translation>
    </message>
    <message>
        <source>Compare in &amp;halves</source>
        <translation>左右对半比较(&amp;H)</translation>
    </message>
    <message>
        <source>On the left your camera&apos;s picture, for your eyes only.</source>
        <translation>左边是你摄像头的画面，只有你能看到。</translation>
    </message>
    <message>
        <source>Compare &amp;side by side</source>
        <translation>并排比较(&amp;S)</translation>
    </message>
    <message>
        <source>Your camera&apos;s picture, for your eyes only, and theirs.</source>
        <translation>只有你能看到的摄像头画面，以及别人看到的画面。</translation>
    </message>
</context>
<context>
    <name>ControlsPanel</name>
    <message>
        <source>Skin</source>
        <translation>肤色</translation>
    </message>
    <message>
        <source>If your face cannot be covered</source>
        <translation>如果无法覆盖你的脸</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Everything in this panel as it was at first, the last choice too.</source>
        <translation>把此面板的一切恢复到最初，包括最后一项选择。</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>脸型</translation>
    </message>
    <message>
        <source>How far the stand-in&apos;s proportions replace yours. More hides you better.</source>
        <translation>替身的五官比例在多大程度上取代你的。越多越能隐藏你。</translation>
    </message>
    <message>
        <source>my proportions</source>
        <translation>我的比例</translation>
    </message>
    <message>
        <source>the stand-in&apos;s</source>
        <translation>与替身一致</translation>
    </message>
    <message>
        <source>Like this it is easier to recognise you.</source>
        <translation>这样更容易认出你。</translation>
    </message>
    <message>
        <source>Size of the features</source>
        <translation>五官大小</translation>
    </message>
    <message>
        <source>Makes eyes, nose and mouth smaller or larger. As much stays covered.</source>
        <translation>让眼睛、鼻子和嘴变小或变大。覆盖范围不变。</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>更小</translation>
    </message>
    <message>
        <source>larger</source>
        <translation>更大</translation>
    </message>
    <message>
        <source>Clear features</source>
        <translation>五官清晰度</translation>
    </message>
    <message>
        <source>Less makes a smooth face of the stand-in, never your own.</source>
        <translation>越少，替身的脸越平滑，但绝不会露出你自己的脸。</translation>
    </message>
    <message>
        <source>smooth face</source>
        <translation>平滑的脸</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>锐度</translation>
    </message>
    <message>
        <source>Makes the drawn face crisper than your camera is.</source>
        <translation>让绘制的脸比你的摄像头更清晰。</translation>
    </message>
    <message>
        <source>as my camera</source>
        <translation>与摄像头一致</translation>
    </message>
    <message>
        <source>crisper</source>
        <translation>更清晰</translation>
    </message>
    <message>
        <source>Colour match</source>
        <translation>颜色匹配</translation>
    </message>
    <message>
        <source>How much of your skin&apos;s tone the stand-in takes on.</source>
        <translation>替身采用多少你的肤色。</translation>
    </message>
    <message>
        <source>only my light</source>
        <translation>只用我的光线</translation>
    </message>
    <message>
        <source>my skin</source>
        <translation>我的肤色</translation>
    </message>
    <message>
        <source>Match my skin</source>
        <translation>匹配我的肤色</translation>
    </message>
    <message>
        <source>Nothing around the face is touched.</source>
        <translation>脸部周围保持不变。</translation>
    </message>
    <message>
        <source>The stand-in takes on the tone of your skin.</source>
        <translation>替身采用你的肤色。</translation>
    </message>
    <message>
        <source>Match the stand-in&apos;s skin</source>
        <translation>匹配替身的肤色</translation>
    </message>
    <message>
        <source>Your ears, neck and hairline are tinted; your hands are not.</source>
        <translation>耳朵、脖子和发际线会染色；手不会。</translation>
    </message>
    <message>
        <source>A wall of the colour of your skin may be tinted near the neck.</source>
        <translation>与肤色相近的墙在脖子附近可能被染色。</translation>
    </message>
    <message>
        <source>Hold the last picture</source>
        <translation>保持最后一帧</translation>
    </message>
    <message>
        <source>The last covered one stays for a second, then a plain card.</source>
        <translation>最后一帧已覆盖的画面停留一秒，然后显示纯色卡片。</translation>
    </message>
    <message>
        <source>Others hardly notice when it is short.</source>
        <translation>时间短的话，别人几乎察觉不到。</translation>
    </message>
    <message>
        <source>Coarse blocks</source>
        <translation>粗马赛克</translation>
    </message>
    <message>
        <source>Over every face; over the whole picture if in doubt.</source>
        <translation>盖住每张脸；不确定时盖住整个画面。</translation>
    </message>
    <message>
        <source>The rest of the picture goes on moving.</source>
        <translation>画面其余部分继续活动。</translation>
    </message>
    <message>
        <source>A plain card</source>
        <translation>纯色卡片</translation>
    </message>
    <message>
        <source>At once: it says that the camera is covered.</source>
        <translation>立刻显示：上面写着摄像头已被遮住。</translation>
    </message>
    <message>
        <source>Nothing of the camera&apos;s picture is seen.</source>
        <translation>完全看不到摄像头的画面。</translation>
    </message>
    <message>
        <source>If your face cannot be covered, others see</source>
        <translation>如果无法覆盖你的脸，别人会看到</translation>
    </message>
    <message>
        <source>Off while your skin is matched to the stand-in&apos;s.</source>
        <translation>当你的肤色匹配替身时不可用。</translation>
    </message>
</context>
<context>
    <name>EngineLink</name>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>The engine fails: others see the shield.</source>
        <translation>引擎失败：对方看到的是遮挡画面。</translation>
    </message>
    <message>
        <source>Too slow with the enhancer: it is off for now.</source>
        <translation>使用增强太慢：暂时已关闭。</translation>
    </message>
    <message>
        <source>Too slow with pixel boost: it is off for now.</source>
        <translation>使用像素增强太慢：暂时已关闭。</translation>
    </message>
    <message>
        <source>Too slow for your camera: the built-in engine draws for now.</source>
        <translation>对你的摄像头来说太慢：暂时由内置引擎绘制。</translation>
    </message>
    <message>
        <source>The enhancer fails: faces stay as drawn.</source>
        <translation>增强失败：面孔保持原样。</translation>
    </message>
</context>
<context>
    <name>EnginePanel</name>
    <message>
        <source>What draws the face</source>
        <translation>由什么绘制面孔</translation>
    </message>
    <message>
        <source>What networks run on</source>
        <translation>网络在什么上运行</translation>
    </message>
    <message>
        <source>Pixel boost</source>
        <translation>像素增强</translation>
    </message>
    <message>
        <source>In front of the face</source>
        <translation>面孔前方</translation>
    </message>
    <message>
        <source>Enhancer</source>
        <translation>增强</translation>
    </message>
    <message>
        <source>Where your computer is too slow, the enhancer goes first, then pixel boost, then the engine. They come back by themselves.</source>
        <translation>如果电脑太慢，先关闭增强，然后是像素增强，最后是引擎。它们会自动恢复。</translation>
    </message>
    <message>
        <source>Keep up with the camera</source>
        <translation>跟上摄像头</translation>
    </message>
    <message>
        <source>Get networks…</source>
        <translation>获取网络…</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>How far the character&apos;s face is its own.</source>
        <translation>角色的面孔有多少是它自己的。</translation>
    </message>
    <message>
        <source>more of you</source>
        <translation>更像你</translation>
    </message>
    <message>
        <source>all its own</source>
        <translation>完全是它自己的</translation>
    </message>
    <message>
        <source>Enhancer&apos;s strength</source>
        <translation>增强强度</translation>
    </message>
    <message>
        <source>How much of the enhanced face is seen.</source>
        <translation>显示多少增强后的面孔。</translation>
    </message>
    <message>
        <source>as drawn</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>enhanced</source>
        <translation>增强后</translation>
    </message>
    <message>
        <source>Fidelity</source>
        <translation>保真度</translation>
    </message>
    <message>
        <source>Less lets CodeFormer invent more.</source>
        <translation>越小，CodeFormer 越自由发挥。</translation>
    </message>
    <message>
        <source>invents</source>
        <translation>自由发挥</translation>
    </message>
    <message>
        <source>true to the drawn</source>
        <translation>忠于所绘</translation>
    </message>
    <message>
        <source>Less noise</source>
        <translation>减少噪点</translation>
    </message>
    <message>
        <source>Smooths grain and pores, and leaves edges.</source>
        <translation>平滑颗粒和毛孔，保留边缘。</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Crispness</source>
        <translation>清晰感</translation>
    </message>
    <message>
        <source>Makes the enhanced face crisper.</source>
        <translation>让增强后的面孔更清晰。</translation>
    </message>
    <message>
        <source>crisper</source>
        <translation>更清晰</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>More contrast in small things; tone and shading stay.</source>
        <translation>细小处对比更强；色调和阴影不变。</translation>
    </message>
    <message>
        <source>more</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>The built-in one needs nothing more. Swap networks need a graphics card.</source>
        <translation>内置引擎无需其他条件。换脸网络需要显卡。</translation>
    </message>
    <message>
        <source>A network of 128 pixels draws more of them, in 4 or 16 runs.</source>
        <translation>128像素的网络用4次或16次运行绘制更多像素。</translation>
    </message>
    <message>
        <source>What a mask network sees before the face&apos;s rim stays in front of it.</source>
        <translation>遮罩网络在面孔边缘前看到的东西会留在前面。</translation>
    </message>
    <message>
        <source>A further network makes the drawn face crisp.</source>
        <translation>再用一个网络让所绘面孔更清晰。</translation>
    </message>
    <message>
        <source>Automatic: a short trial finds the fastest.</source>
        <translation>自动：短暂测试找出最快的。</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Built in (mesh)</source>
        <translation>内置（网格）</translation>
    </message>
    <message>
        <source>{name} (not installed)</source>
        <translation>{name}（未安装）</translation>
    </message>
</context>
<context>
    <name>FaceList</name>
    <message>
        <source>{name}: {description}</source>
        <translation>{name}：{description}</translation>
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
        <translation>角色</translation>
    </message>
    <message>
        <source>Photoreal</source>
        <translation>写实</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>你自己的</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FacesLink</name>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>“{name}”…</source>
        <translation>“{name}”…</translation>
    </message>
    <message>
        <source>Photoreal faces…</source>
        <translation>写实面孔…</translation>
    </message>
    <message>
        <source>This is {name}. {description}</source>
        <translation>这是 {name}。{description}</translation>
    </message>
    <message>
        <source>Removed: {what}.</source>
        <translation>已移除：{what}。</translation>
    </message>
    <message>
        <source>The photoreal faces are there. Pick one.</source>
        <translation>写实面孔已就绪。选一张吧。</translation>
    </message>
    <message>
        <source>Remove the photoreal faces?</source>
        <translation>移除写实面孔？</translation>
    </message>
    <message>
        <source>They are deleted from this computer; adding them again downloads them again. Faces that you mixed from them cannot be put on until then.</source>
        <translation>它们会从这台电脑上删除；再次添加需要重新下载。在那之前，用它们混合出的面孔无法戴上。</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>移除“{name}”？</translation>
    </message>
    <message>
        <source>{description} You can mix it again.</source>
        <translation>{description}你可以重新混合它。</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Look for cameras</source>
        <translation>查找摄像头</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
    <message>
        <source>Switch it on again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>No camera was found.</source>
        <translation>未找到摄像头。</translation>
    </message>
    <message>
        <source>The camera “{what}” was not found.</source>
        <translation>未找到摄像头“{what}”。</translation>
    </message>
    <message>
        <source>Plug it in and look again, or choose another picture.</source>
        <translation>请插上后重新查找，或选择其他画面来源。</translation>
    </message>
    <message>
        <source>Another program may be using the camera.</source>
        <translation>可能有其他程序正在使用摄像头。</translation>
    </message>
    <message>
        <source>Another program may be using the camera “{what}”.</source>
        <translation>可能有其他程序正在使用摄像头“{what}”。</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the camera.</source>
        <translation>Understudy 没有使用摄像头的权限。</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the camera “{what}”.</source>
        <translation>Understudy 没有使用摄像头“{what}”的权限。</translation>
    </message>
    <message>
        <source>The camera stopped giving pictures.</source>
        <translation>摄像头不再提供画面。</translation>
    </message>
    <message>
        <source>The camera “{what}” stopped giving pictures.</source>
        <translation>摄像头“{what}”不再提供画面。</translation>
    </message>
    <message>
        <source>A file that Understudy needs is missing.</source>
        <translation>缺少 Understudy 需要的文件。</translation>
    </message>
    <message>
        <source>A file that Understudy needs is missing: “{what}”.</source>
        <translation>缺少 Understudy 需要的文件：“{what}”。</translation>
    </message>
    <message>
        <source>A file that Understudy needs was altered or is damaged.</source>
        <translation>Understudy 需要的文件被改动或已损坏。</translation>
    </message>
    <message>
        <source>A file that Understudy needs was altered or is damaged: “{what}”.</source>
        <translation>Understudy 需要的文件被改动或已损坏：“{what}”。</translation>
    </message>
    <message>
        <source>The graphics card cannot be used.</source>
        <translation>无法使用显卡。</translation>
    </message>
    <message>
        <source>The processor does its work: you stay covered, but the picture may be slower. A newer driver of the graphics card may help.</source>
        <translation>改由处理器完成：你仍被覆盖，但画面可能变慢。更新显卡驱动也许有帮助。</translation>
    </message>
    <message>
        <source>A file of weights is not installed.</source>
        <translation>有一个权重文件尚未安装。</translation>
    </message>
    <message>
        <source>The weights “{what}” are not installed.</source>
        <translation>权重“{what}”尚未安装。</translation>
    </message>
    <message>
        <source>They can be downloaded, if you wish.</source>
        <translation>如果你愿意，可以下载。</translation>
    </message>
    <message>
        <source>A file of weights is damaged, or another file.</source>
        <translation>有一个权重文件已损坏，或是别的文件。</translation>
    </message>
    <message>
        <source>The weights “{what}” are damaged, or another file.</source>
        <translation>权重“{what}”已损坏，或是别的文件。</translation>
    </message>
    <message>
        <source>Remove the file, and get it again.</source>
        <translation>请删除该文件并重新获取。</translation>
    </message>
    <message>
        <source>A pack of faces was altered or is damaged, so it is not used.</source>
        <translation>某个面孔包被改动或已损坏，因此不会使用。</translation>
    </message>
    <message>
        <source>The face “{what}” was altered or is damaged, so it is not put on.</source>
        <translation>面孔“{what}”被改动或已损坏，因此不会戴上。</translation>
    </message>
    <message>
        <source>This computer has no virtual camera.</source>
        <translation>这台电脑没有虚拟摄像头。</translation>
    </message>
    <message>
        <source>This computer has no virtual camera “{what}”.</source>
        <translation>这台电脑没有虚拟摄像头“{what}”。</translation>
    </message>
    <message>
        <source>Understudy goes on without; only you see the preview on this system.</source>
        <translation>Understudy 将在没有它的情况下继续；在此系统上只有你能看到预览。</translation>
    </message>
    <message>
        <source>Another program is using the virtual camera.</source>
        <translation>另一个程序正在使用虚拟摄像头。</translation>
    </message>
    <message>
        <source>Another program is using the virtual camera “{what}”.</source>
        <translation>另一个程序正在使用虚拟摄像头“{what}”。</translation>
    </message>
    <message>
        <source>Understudy is not allowed to use the virtual camera.</source>
        <translation>Understudy 没有使用虚拟摄像头的权限。</translation>
    </message>
    <message>
        <source>The virtual camera stopped taking pictures.</source>
        <translation>虚拟摄像头不再接收画面。</translation>
    </message>
    <message>
        <source>Calls see nothing of you now. Once it is back, so is your picture.</source>
        <translation>通话现在看不到你。它恢复后，你的画面也会恢复。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>请腾出一些空间，然后重试。</translation>
    </message>
    <message>
        <source>Something went wrong inside Understudy.</source>
        <translation>Understudy 内部出了问题。</translation>
    </message>
    <message>
        <source>Your own face was not shown. Try again; if it happens again, close Understudy and open it anew.</source>
        <translation>你自己的脸没有被显示。请重试；如果再次发生，请关闭并重新打开 Understudy。</translation>
    </message>
    <message>
        <source>This picture cannot be used.</source>
        <translation>无法使用这个画面来源。</translation>
    </message>
    <message>
        <source>Something cannot be written.</source>
        <translation>有内容无法写入。</translation>
    </message>
    <message>
        <source>This face cannot be used.</source>
        <translation>无法使用这张面孔。</translation>
    </message>
    <message>
        <source>A part of Understudy does not work.</source>
        <translation>Understudy 的某个部分无法工作。</translation>
    </message>
    <message>
        <source>The download did not work.</source>
        <translation>下载未成功。</translation>
    </message>
    <message>
        <source>Your settings could not be kept.</source>
        <translation>未能保存你的设置。</translation>
    </message>
    <message>
        <source>This does not make sense to Understudy.</source>
        <translation>Understudy 无法理解这个。</translation>
    </message>
    <message>
        <source>Your settings could not be read as they were.</source>
        <translation>未能按原样读取你的设置。</translation>
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
        <translation>仅为美观：你的边缘处可能透出一点房间。</translation>
    </message>
    <message>
        <source>Size of the picture</source>
        <translation>画面尺寸</translation>
    </message>
    <message>
        <source>Changing it starts the session over; others see a card.</source>
        <translation>更改后会重新开始会话；别人会看到卡片。</translation>
    </message>
    <message>
        <source>Pictures per second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>Where the shapes differ</source>
        <translation>比例不同时</translation>
    </message>
    <message>
        <source>&amp;Badge “Computer-made face”</source>
        <translation>标记“Computer-made face”(&amp;B)</translation>
    </message>
    <message>
        <source>A small mark at the lower left. In some places the law asks for it.</source>
        <translation>左下角的小标记。有些地方的法律要求这样做。</translation>
    </message>
    <message>
        <source>Back&amp;ground</source>
        <translation>背景(&amp;G)</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>尺寸(&amp;Z)</translation>
    </message>
    <message>
        <source>Pi&amp;ctures per second</source>
        <translation>每秒帧数(&amp;C)</translation>
    </message>
    <message>
        <source>Where the s&amp;hapes differ</source>
        <translation>比例不同时(&amp;H)</translation>
    </message>
    <message>
        <source>My room as it is</source>
        <translation>我的房间原样</translation>
    </message>
    <message>
        <source>My room, blurred</source>
        <translation>我的房间，模糊</translation>
    </message>
    <message>
        <source>A picture…</source>
        <translation>图片…</translation>
    </message>
    <message>
        <source>As the camera</source>
        <translation>与摄像头相同</translation>
    </message>
    <message>
        <source>Fill the picture, cut off the rest</source>
        <translation>填满画面，裁掉其余</translation>
    </message>
    <message>
        <source>Show all, with bars</source>
        <translation>全部显示，加黑边</translation>
    </message>
    <message>
        <source>A picture for the background</source>
        <translation>用作背景的图片</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>图片 ({endings})</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>入门</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>1. Your camera</source>
        <translation>1. 你的摄像头</translation>
    </message>
    <message>
        <source>Understudy looks at your camera and puts another face over yours. The picture stays on this computer until you switch an output on, and only the covered one ever leaves.</source>
        <translation>Understudy 看着你的摄像头，把另一张脸盖在你的脸上。在你打开输出之前，画面只留在这台电脑上；离开电脑的永远只有覆盖后的画面。</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>重新查找(&amp;L)</translation>
    </message>
    <message>
        <source>2. A face</source>
        <translation>2. 面孔</translation>
    </message>
    <message>
        <source>Pick one that is unlike you: look-alikes give you away. You can change it at any time, also in a call.</source>
        <translation>选一张不像你的：相像会暴露你。你可以随时更换，通话中也行。</translation>
    </message>
    <message>
        <source>3. Into the call</source>
        <translation>3. 进入通话</translation>
    </message>
    <message>
        <source>Zoom, Meet and the others take the covered picture from a virtual camera. Switch it on in the window, and choose it in the call as your camera.</source>
        <translation>Zoom、Meet 等从虚拟摄像头获取覆盖后的画面。在窗口中打开它，并在通话中选它作为摄像头。</translation>
    </message>
    <message>
        <source>&amp;Check again</source>
        <translation>重新检查(&amp;C)</translation>
    </message>
    <message>
        <source>Your hair, ears, neck and the outline of your head stay visible.</source>
        <translation>你的头发、耳朵、脖子和头部轮廓仍然可见。</translation>
    </message>
    <message>
        <source>So do body, hands, clothes and your room.</source>
        <translation>身体、手、衣服和房间也是如此。</translation>
    </message>
    <message>
        <source>Your voice is not changed.</source>
        <translation>你的声音不会改变。</translation>
    </message>
    <message>
        <source>The way you move and speak stays yours: people who know you may know you.</source>
        <translation>你的动作和说话方式仍是你的：认识你的人可能会认出你。</translation>
    </message>
    <message>
        <source>Faces far behind you, lower than about a tenth of the picture, may stay uncovered.</source>
        <translation>你身后很远、高度不到画面约十分之一的脸可能不会被覆盖。</translation>
    </message>
    <message>
        <source>What it does not hide</source>
        <translation>它不能隐藏什么</translation>
    </message>
    <message>
        <source>Your face is covered, or a card is shown: never your own picture. But a face is not all that you are.</source>
        <translation>要么你的脸被覆盖，要么显示卡片：绝不会是你自己的画面。但一个人不只是一张脸。</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No camera was found. Plug one in; if there is one, {allow}. Until then you can try everything with the demo clip.</source>
        <translation>未找到摄像头。请插上一个；如果已有，{allow}。在此之前，你可以用演示视频试用一切。</translation>
    </message>
    <message>
        <source>Found: {names}. Should it stay dark, {allow}.</source>
        <translation>已找到：{names}。如果画面一直是黑的，{allow}。</translation>
    </message>
    <message>
        <source>Looking for a virtual camera…</source>
        <translation>正在查找虚拟摄像头…</translation>
    </message>
    <message>
        <source>Ready: “{name}”.</source>
        <translation>就绪：“{name}”。</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Stand-in face</source>
        <translation>替身面孔</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>{name}, favourite: {description}</source>
        <translation>{name}，收藏：{description}</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>从收藏中移除</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>加入收藏</translation>
    </message>
    <message>
        <source>Remove “{name}”…</source>
        <translation>移除“{name}”…</translation>
    </message>
</context>
<context>
    <name>GalleryBar</name>
    <message>
        <source>Search faces</source>
        <translation>搜索面孔</translation>
    </message>
    <message>
        <source>By name, or by what is said about a face.</source>
        <translation>按名称或面孔的描述。</translation>
    </message>
    <message>
        <source>Show all faces</source>
        <translation>显示所有面孔</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>End the search and show all faces.</source>
        <translation>结束搜索并显示所有面孔。</translation>
    </message>
    <message>
        <source>No face is called “{query}”.</source>
        <translation>没有符合“{query}”的面孔。</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>找到 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GlobalKey</name>
    <message>
        <source>{key} shields at once, whichever program you are in.</source>
        <translation>无论你在哪个程序中，按 {key} 都会立即遮挡。</translation>
    </message>
    <message>
        <source>The shield key works while Understudy&apos;s window or its icon beside the clock is used; {system} gives no program a key everywhere.</source>
        <translation>遮挡键在使用 Understudy 窗口或时钟旁图标时有效；{system} 不允许任何程序拥有全局按键。</translation>
    </message>
    <message>
        <source>Another program has taken this key: the shield key works while Understudy&apos;s window or its icon beside the clock is used.</source>
        <translation>此按键已被其他程序占用：遮挡键在使用 Understudy 窗口或时钟旁图标时有效。</translation>
    </message>
    <message>
        <source>This keyboard has no such key.</source>
        <translation>此键盘没有这个键。</translation>
    </message>
    <message>
        <source>The shield key works while Understudy&apos;s window or its icon beside the clock is used: the display hands out no other.</source>
        <translation>遮挡键在使用 Understudy 窗口或时钟旁图标时有效：此显示系统不提供其他按键。</translation>
    </message>
</context>
<context>
    <name>Installation</name>
    <message>
        <source>the faces that are there already cannot be read</source>
        <translation>无法读取已有的面孔</translation>
    </message>
    <message>
        <source>Fetching the pictures: {done} of {total} MB</source>
        <translation>正在获取图片：{done} / {total} MB</translation>
    </message>
    <message>
        <source>Making {name}: {number} of {total}</source>
        <translation>正在制作 {name}：第 {number} 个，共 {total} 个</translation>
    </message>
</context>
<context>
    <name>LanguageMenu</name>
    <message>
        <source>&amp;Language</source>
        <translation>语言 (&amp;Language)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Profiles</source>
        <translation>配置(&amp;P)</translation>
    </message>
    <message>
        <source>Others see</source>
        <translation>别人看到</translation>
    </message>
    <message>
        <source>Halves</source>
        <translation>左右对半</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Your stand-in face is on</source>
        <translation>你的替身面孔已戴上</translation>
    </message>
    <message>
        <source>Ready when you are</source>
        <translation>随时可以开始</translation>
    </message>
    <message>
        <source>Pick a face and press Start. Here you see what others will see.</source>
        <translation>选一张脸，按“开始”。这里显示别人将看到的画面。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Your own face is never shown.</source>
        <translation>绝不会显示你自己的脸。</translation>
    </message>
    <message>
        <source>There is no picture yet.</source>
        <translation>还没有画面。</translation>
    </message>
    <message>
        <source>Kept in your folder for pictures: {file}.</source>
        <translation>已保存到你的图片文件夹：{file}。</translation>
    </message>
    <message>
        <source>Others cannot see your camera&apos;s picture in the call. But programs that record or share your screen can: do not share this window.</source>
        <translation>通话中别人看不到你摄像头的画面。但录制或共享屏幕的程序可以看到：不要共享这个窗口。</translation>
    </message>
    <message>
        <source>Open a video or a picture</source>
        <translation>打开视频或图片</translation>
    </message>
    <message>
        <source>Videos and pictures ({endings})</source>
        <translation>视频和图片 ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>MeterRow</name>
    <message>
        <source>A face recogniser compares what others see with your camera&apos;s picture, once a second, on this computer; nothing of it is kept. Left: like a stranger. At the mark it takes the picture for you. It says nothing of your voice, hair or room.</source>
        <translation>人脸识别每秒一次在这台电脑上把别人看到的画面与你摄像头的画面比较；不保留任何内容。左边：像陌生人。到达标记处，它会把画面当成你。它不涉及你的声音、头发或房间。</translation>
    </message>
    <message>
        <source>Anonymity: waiting for your covered face…</source>
        <translation>匿名程度：正在等待你被覆盖的脸…</translation>
    </message>
    <message>
        <source>A recogniser knows you in this face: choose another one.</source>
        <translation>人脸识别能从这张脸认出你：请换一张。</translation>
    </message>
    <message>
        <source>This face comes close to you: another one is safer.</source>
        <translation>这张脸与你比较接近：换一张更安全。</translation>
    </message>
    <message>
        <source>Recognisers do not know you in this face.</source>
        <translation>人脸识别无法从这张脸认出你。</translation>
    </message>
</context>
<context>
    <name>MixDialog</name>
    <message>
        <source>Mix faces</source>
        <translation>混合面孔</translation>
    </message>
    <message>
        <source>&amp;Another variation</source>
        <translation>换一种变化(&amp;A)</translation>
    </message>
    <message>
        <source>The same faces, but brows, eyes, lips and skin are others&apos; of them.</source>
        <translation>还是这些面孔，但眉毛、眼睛、嘴唇和皮肤取自其中其他人。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Save and put on</source>
        <translation>保存并戴上(&amp;S)</translation>
    </message>
    <message>
        <source>Which faces?</source>
        <translation>用哪些面孔？</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Choose {n} faces or more</source>
        <translation>请选择 {n} 张或更多面孔</translation>
    </message>
    <message>
        <source>Mixing…</source>
        <translation>正在混合…</translation>
    </message>
    <message>
        <source>This cannot be mixed</source>
        <translation>无法混合</translation>
    </message>
    <message>
        <source>Choose {least} to {most} faces: people or characters, not both.</source>
        <translation>选择 {least} 到 {most} 张面孔：人物或角色，不能混用。</translation>
    </message>
    <message>
        <source>{name} gives {share} %. With more than {most} % one would still recognise {name}: take some away, or give the others more.</source>
        <translation>{name} 占 {share}%。超过 {most}% 仍会被认出是 {name}：请减少一些，或增加其他面孔。</translation>
    </message>
    <message>
        <source>None may give more than {most} %: nobody is to be recognised in it.</source>
        <translation>每张都不得超过 {most}%：不应从中认出任何人。</translation>
    </message>
    <message>
        <source>That is as many as can be mixed. None may give more than {most} %.</source>
        <translation>最多只能混合这么多。每张都不得超过 {most}%。</translation>
    </message>
    <message>
        <source>You have a face of that name already.</source>
        <translation>你已有一张同名的面孔。</translation>
    </message>
</context>
<context>
    <name>MixedPicture</name>
    <message>
        <source>The mixed face</source>
        <translation>混合后的面孔</translation>
    </message>
</context>
<context>
    <name>ModePicker</name>
    <message>
        <source>Size and rate of the camera</source>
        <translation>摄像头的尺寸和帧率</translation>
    </message>
    <message>
        <source>What the camera is asked for. Larger pictures take a faster computer.</source>
        <translation>向摄像头请求的设置。画面越大，需要的电脑越快。</translation>
    </message>
    <message>
        <source>Usual size ({mode})</source>
        <translation>常用尺寸 ({mode})</translation>
    </message>
    <message>
        <source>{width} × {height}, {fps} fps</source>
        <translation>{width} × {height}，{fps} fps</translation>
    </message>
</context>
<context>
    <name>ModelRow</name>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>It cannot be used yet: {command}</source>
        <translation>还不能使用：{command}</translation>
    </message>
    <message>
        <source>Progress of {name}</source>
        <translation>{name} 的进度</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>重新下载</translation>
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
        <translation>正在下载…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>正在校验…</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>正在移除…</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>Installed by another program</source>
        <translation>由其他程序安装</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Altered or damaged</source>
        <translation>被改动或已损坏</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>The anonymity meter asks it whether you are known.</source>
        <translation>匿名程度测量用它判断你是否会被认出。</translation>
    </message>
    <message>
        <source>A judge of “understudy evaluate”.</source>
        <translation>“understudy evaluate” 的一个评判模型。</translation>
    </message>
    <message>
        <source>A further judge of “understudy evaluate”, once scripts/calibrate_judges.py has measured its threshold on photos.</source>
        <translation>“understudy evaluate” 的另一个评判模型，需先由 scripts/calibrate_judges.py 用照片测出阈值。</translation>
    </message>
    <message>
        <source>Draws the face: page “Look”.</source>
        <translation>绘制面孔：“外观”页。</translation>
    </message>
    <message>
        <source>Tells swap networks who the stand-in is.</source>
        <translation>告诉换脸网络替身是谁。</translation>
    </message>
    <message>
        <source>Makes the drawn face crisp: page “Look”.</source>
        <translation>让所绘面孔更清晰：“外观”页。</translation>
    </message>
    <message>
        <source>Leaves hair and hands before the face&apos;s rim: page “Look”.</source>
        <translation>让头发和手留在面孔边缘前：“外观”页。</translation>
    </message>
    <message>
        <source>Enlarges films: “understudy run --upscale”.</source>
        <translation>放大影片：“understudy run --upscale”。</translation>
    </message>
    <message>
        <source>A file in ONNX is made of it once.</source>
        <translation>由它一次性生成 ONNX 文件。</translation>
    </message>
    <message>
        <source>Looks for faces: “understudy run --detector scrfd”.</source>
        <translation>查找面孔：“understudy run --detector scrfd”。</translation>
    </message>
    <message>
        <source>Needed by {names}.</source>
        <translation>{names} 需要它。</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>Licence: {names}</source>
        <translation>许可：{names}</translation>
    </message>
</context>
<context>
    <name>ModelShelf</name>
    <message>
        <source>It is installed; every byte is as published.</source>
        <translation>已安装；每个字节都与发布时一致。</translation>
    </message>
    <message>
        <source>Every byte is as published.</source>
        <translation>每个字节都与发布时一致。</translation>
    </message>
    <message>
        <source>It was taken from your file.</source>
        <translation>已从你的文件中取用。</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Understudy works without any of these. They are downloaded only when you press the button, checked, and kept on this computer.</source>
        <translation>没有这些 Understudy 也能工作。只有你按下按钮时才会下载，经校验后保存在这台电脑上。</translation>
    </message>
    <message>
        <source>Photoreal &amp;faces…</source>
        <translation>写实面孔(&amp;F)…</translation>
    </message>
    <message>
        <source>Nine faces of no real person, downloaded once.</source>
        <translation>九张不属于任何真人的面孔，只需下载一次。</translation>
    </message>
    <message>
        <source>&amp;Choose a file…</source>
        <translation>选择文件(&amp;C)…</translation>
    </message>
    <message>
        <source>One of these models, or a package that holds it, that you have already.</source>
        <translation>你已有的其中一个模型，或包含它的软件包。</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Looking what is there…</source>
        <translation>正在查看已有内容…</translation>
    </message>
    <message>
        <source>A file with a model</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>Checking the file…</source>
        <translation>正在检查文件…</translation>
    </message>
    <message>
        <source>Its files are deleted from this computer. You can download them again.</source>
        <translation>它的文件会从这台电脑上删除。你可以再次下载。</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>移除“{name}”？</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>{n} of {total} installed, {size} MB on this computer.</source>
        <translation>已安装 {n} / {total} 个，占用这台电脑 {size} MB。</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>Read the file</source>
        <translation>读取文件</translation>
    </message>
    <message>
        <source>Look for faces</source>
        <translation>查找人脸</translation>
    </message>
    <message>
        <source>Follow your face</source>
        <translation>跟踪你的脸</translation>
    </message>
    <message>
        <source>Wait for the look</source>
        <translation>等待查找结果</translation>
    </message>
    <message>
        <source>Draw the stand-in</source>
        <translation>绘制替身</translation>
    </message>
    <message>
        <source>Put it in place</source>
        <translation>放到位置上</translation>
    </message>
    <message>
        <source>Check the cover</source>
        <translation>检查覆盖</translation>
    </message>
    <message>
        <source>Background and size</source>
        <translation>背景和尺寸</translation>
    </message>
    <message>
        <source>Show it here</source>
        <translation>在此显示</translation>
    </message>
    <message>
        <source>Send it to calls</source>
        <translation>发送到通话</translation>
    </message>
    <message>
        <source>Record it</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Stream it</source>
        <translation>推流</translation>
    </message>
    <message>
        <source>Show it to OBS</source>
        <translation>显示给 OBS</translation>
    </message>
    <message>
        <source>Write to {name}</source>
        <translation>写入 {name}</translation>
    </message>
    <message>
        <source>Plot of milliseconds per stage</source>
        <translation>各阶段毫秒数曲线</translation>
    </message>
    <message>
        <source>A line for each stage over the last minute. The table below has the same figures as they are now.</source>
        <translation>最近一分钟各阶段的曲线。下表是同样数据的当前值。</translation>
    </message>
    <message>
        <source>Milliseconds per stage. The table below says which line is which.</source>
        <translation>各阶段的毫秒数。下表说明每条线代表什么。</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
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
        <translation>每秒帧数</translation>
    </message>
    <message>
        <source>Covered pictures that leave the app, over the last second.</source>
        <translation>最近一秒内离开应用的已覆盖画面数。</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>From the camera&apos;s picture to the covered one being handed over. Half of all frames are faster than the first number, 95 of 100 than the second, 99 than the third.</source>
        <translation>从摄像头画面到交出已覆盖画面的时间。一半的帧快于第一个数，100 帧中 95 帧快于第二个，99 帧快于第三个。</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Shielded: others saw a plain card or a mosaic instead of the stand-in.</source>
        <translation>遮挡：别人看到的是纯色卡片或马赛克，而不是替身。</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Overtaken by a newer picture, so that you are never late.</source>
        <translation>被更新的画面取代，这样你不会滞后。</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>How much of this computer&apos;s computing power the app takes.</source>
        <translation>应用占用这台电脑多少计算能力。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>What the app holds now, and the most it held so far.</source>
        <translation>应用当前占用量和目前的最大值。</translation>
    </message>
    <message>
        <source>Shielded because</source>
        <translation>遮挡原因</translation>
    </message>
    <message>
        <source>Why the stand-in was not shown, and in how many frames.</source>
        <translation>为何没有显示替身，以及涉及多少帧。</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation>绘制方式</translation>
    </message>
    <message>
        <source>What draws the face, and what it really runs on.</source>
        <translation>绘制面孔的引擎，以及它实际运行在什么上。</translation>
    </message>
    <message>
        <source>&amp;Copy diagnostics</source>
        <translation>复制诊断信息(&amp;C)</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Puts versions, these figures and the last log lines on the clipboard, to paste into a report. No pictures, and no names of you, your computer or your files.</source>
        <translation>把版本、这些数据和最后几行日志放到剪贴板，以便粘贴到报告中。不含画面，也不含你、电脑或文件的名称。</translation>
    </message>
    <message>
        <source>Milliseconds per stage</source>
        <translation>各阶段毫秒数</translation>
    </message>
    <message>
        <source>Choose a row to see its line stand out in the plot.</source>
        <translation>选择一行，可在曲线图中突出显示。</translation>
    </message>
    <message>
        <source>Milliseconds to…</source>
        <translation>毫秒数：…</translation>
    </message>
    <message>
        <source>What is done with each frame.</source>
        <translation>对每一帧所做的处理。</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>通常</translation>
    </message>
    <message>
        <source>Half of all frames take less (p50).</source>
        <translation>一半的帧用时更少 (p50)。</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>较慢</translation>
    </message>
    <message>
        <source>95 of 100 frames take less (p95).</source>
        <translation>100 帧中有 95 帧用时更少 (p95)。</translation>
    </message>
    <message>
        <source>Where the time goes, over the last minute</source>
        <translation>最近一分钟时间花在哪里</translation>
    </message>
    <message>
        <source>the built-in engine</source>
        <translation>内置引擎</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>{engine}, on {place}</source>
        <translation>{engine}（{place}）</translation>
    </message>
    <message>
        <source>{p50:.0f} ms usually, {p95:.0f} slow, {p99:.0f} slowest</source>
        <translation>通常 {p50:.0f} ms，较慢 {p95:.0f}，最慢 {p99:.0f}</translation>
    </message>
    <message>
        <source>{covered} covered, {shielded} shielded</source>
        <translation>{covered} 帧已覆盖，{shielded} 帧被遮挡</translation>
    </message>
    <message>
        <source>, {empty} of an empty room</source>
        <translation>，{empty} 帧空房间</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>{one:.0f} % of one core, {all:.0f} % of all</source>
        <translation>单核的 {one:.0f}%，全部的 {all:.0f}%</translation>
    </message>
    <message>
        <source>at most {peak:.0f} MB so far</source>
        <translation>目前最多 {peak:.0f} MB</translation>
    </message>
    <message>
        <source>{now:.0f} MB, at most {peak:.0f} MB so far</source>
        <translation>{now:.0f} MB，目前最多 {peak:.0f} MB</translation>
    </message>
    <message>
        <source>The diagnostics are on the clipboard. Paste them anywhere.</source>
        <translation>诊断信息已在剪贴板中。可粘贴到任何地方。</translation>
    </message>
    <message>
        <source>The diagnostics could not be copied: {why}</source>
        <translation>未能复制诊断信息：{why}</translation>
    </message>
    <message>
        <source>The plot is coming…</source>
        <translation>曲线图即将出现…</translation>
    </message>
    <message>
        <source>There is no plot: {why}</source>
        <translation>没有曲线图：{why}</translation>
    </message>
</context>
<context>
    <name>OutputLink</name>
    <message>
        <source>Off: only you see the preview.</source>
        <translation>关闭：只有你能看到预览。</translation>
    </message>
    <message>
        <source>“{name}” has gone: it is waited for.</source>
        <translation>“{name}”已消失：正在等待它回来。</translation>
    </message>
    <message>
        <source>On: calls can choose “{name}”.</source>
        <translation>打开：通话中可以选择“{name}”。</translation>
    </message>
    <message>
        <source>Opens when you press Start.</source>
        <translation>按“开始”后打开。</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Into the folder “{folder}”, without sound.</source>
        <translation>存入文件夹“{folder}”，无声音。</translation>
    </message>
    <message>
        <source>Recording into “{file}”, without sound.</source>
        <translation>正在录制到“{file}”，无声音。</translation>
    </message>
    <message>
        <source>Off. Write the address of your service below.</source>
        <translation>关闭。请在下面填写你的服务地址。</translation>
    </message>
    <message numerus="yes">
        <source>On: %n program(s) on this computer look at it.</source>
        <translation>
            <numerusform>打开：这台电脑上有 %n 个程序正在查看。</numerusform>
        </translation>
    </message>
    <message>
        <source>On. Copy its address into OBS&apos;s browser source.</source>
        <translation>打开。请把它的地址复制到 OBS 的浏览器源。</translation>
    </message>
    <message>
        <source>Not connected: {why}. It tries again by itself.</source>
        <translation>未连接：{why}。会自动重试。</translation>
    </message>
    <message>
        <source>Connecting to {place}…</source>
        <translation>正在连接 {place}…</translation>
    </message>
    <message>
        <source>Streaming to {place}, without sound.</source>
        <translation>正在推流到 {place}，无声音。</translation>
    </message>
    <message>
        <source>Off. In OBS, add a browser source with the page&apos;s address.</source>
        <translation>关闭。请在 OBS 中用此页面的地址添加浏览器源。</translation>
    </message>
    <message>
        <source>Write the address of your service first.</source>
        <translation>请先填写你的服务地址。</translation>
    </message>
    <message>
        <source>A folder for recordings</source>
        <translation>录制文件夹</translation>
    </message>
    <message>
        <source>A stream&apos;s address begins with one of {beginnings}</source>
        <translation>直播地址以下列之一开头：{beginnings}</translation>
    </message>
    <message>
        <source>The page&apos;s address is in the clipboard.</source>
        <translation>页面地址已在剪贴板中。</translation>
    </message>
</context>
<context>
    <name>OutputPanel</name>
    <message>
        <source>Recor&amp;ding</source>
        <translation>录制(&amp;D)</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>A film of what others see. It has no sound.</source>
        <translation>录下别人看到的画面。没有声音。</translation>
    </message>
    <message>
        <source>S&amp;tream</source>
        <translation>推流(&amp;T)</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>推流</translation>
    </message>
    <message>
        <source>Sends what others see to a server. Without sound.</source>
        <translation>把别人看到的画面发送到服务器。无声音。</translation>
    </message>
    <message>
        <source>Page for &amp;OBS</source>
        <translation>OBS 页面(&amp;O)</translation>
    </message>
    <message>
        <source>Page for OBS</source>
        <translation>OBS 页面</translation>
    </message>
    <message>
        <source>For OBS&apos;s browser source, on this computer only.</source>
        <translation>用于 OBS 的浏览器源，仅限这台电脑。</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Address of the stream</source>
        <translation>推流地址</translation>
    </message>
    <message>
        <source>With the key that your service gave you; it is kept on this computer only.</source>
        <translation>包含服务提供的密钥；只保存在这台电脑上。</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Delay of the picture</source>
        <translation>画面延迟</translation>
    </message>
    <message>
        <source>Where your sound comes late, as with wireless headphones: so does the picture.</source>
        <translation>如果声音有延迟（例如使用无线耳机），画面也随之延后。</translation>
    </message>
    <message>
        <source>{ms} ms later</source>
        <translation>延后 {ms} 毫秒</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>So that lips and sound match, delay your microphone by {ms} ms.</source>
        <translation>为了口型与声音同步，请把麦克风延迟 {ms} 毫秒。</translation>
    </message>
    <message>
        <source>Dela&amp;y of the picture</source>
        <translation>画面延迟(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>ParentList</name>
    <message>
        <source>Faces to mix</source>
        <translation>要混合的面孔</translation>
    </message>
</context>
<context>
    <name>PhotorealDialog</name>
    <message>
        <source>Add photoreal faces</source>
        <translation>添加写实面孔</translation>
    </message>
    <message>
        <source>A computer drew them from words: they look like photographs, and nobody looks like them. They were published as SFHQ-T2I under the MIT licence.</source>
        <translation>它们由电脑根据文字绘制：看起来像照片，但不像任何真人。它们以 SFHQ-T2I 之名按 MIT 许可发布。</translation>
    </message>
    <message>
        <source>{size} MB are downloaded from GitHub, this once.</source>
        <translation>从 GitHub 下载 {size} MB，仅此一次。</translation>
    </message>
    <message>
        <source>Nothing of yours is sent. GitHub sees your network address, as every website does.</source>
        <translation>不会发送你的任何内容。和所有网站一样，GitHub 能看到你的网络地址。</translation>
    </message>
    <message>
        <source>The faces are then made from that on this computer, which takes a while. You can go on as before.</source>
        <translation>随后在这台电脑上用它们制作面孔，需要一些时间。期间你可以照常使用。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Choose a &amp;folder…</source>
        <translation>选择文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Where a copy of the dataset&apos;s files lies (LICENSE, figures): then nothing is downloaded.</source>
        <translation>存有数据集文件副本（LICENSE、figures）的位置：这样就不会下载任何内容。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>下载(&amp;D)</translation>
    </message>
    <message>
        <source>Nine faces of no real person</source>
        <translation>九张不属于任何真人的面孔</translation>
    </message>
    <message>
        <source>The folder with the pictures</source>
        <translation>存放图片的文件夹</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
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
        <translation>预览</translation>
    </message>
    <message>
        <source>What others see</source>
        <translation>别人看到的画面</translation>
    </message>
    <message>
        <source>On the left your camera, for you alone; else what others see</source>
        <translation>左边是你的摄像头，只有你能看到；其余是别人看到的画面</translation>
    </message>
    <message>
        <source>On the left your camera, for you alone; right what others see</source>
        <translation>左边是你的摄像头，只有你能看到；右边是别人看到的画面</translation>
    </message>
    <message>
        <source>Only you see this</source>
        <translation>只有你能看到</translation>
    </message>
    <message>
        <source>Your camera is not shown now</source>
        <translation>现在不显示你的摄像头</translation>
    </message>
    <message>
        <source>Others see this</source>
        <translation>别人看到这个</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>Keep this set-up</source>
        <translation>保存这套设置</translation>
    </message>
    <message>
        <source>&amp;Name of the profile</source>
        <translation>配置名称(&amp;N)</translation>
    </message>
    <message>
        <source>Work, for example</source>
        <translation>例如：工作</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>保存(&amp;K)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>It takes the place of the one with this name.</source>
        <translation>它会替换同名的配置。</translation>
    </message>
</context>
<context>
    <name>ProfileLink</name>
    <message>
        <source>Kept as “{name}”.</source>
        <translation>已保存为“{name}”。</translation>
    </message>
    <message>
        <source>Removed: {what}.</source>
        <translation>已移除：{what}。</translation>
    </message>
</context>
<context>
    <name>ProfileMenu</name>
    <message>
        <source>{name} (changed)</source>
        <translation>{name}（已更改）</translation>
    </message>
    <message>
        <source>&amp;Keep this set-up as a profile…</source>
        <translation>将这套设置保存为配置(&amp;K)…</translation>
    </message>
    <message>
        <source>Face, look and shield under a name, to come back to.</source>
        <translation>把面孔、外观和遮挡方式存为一个名称，以便随时切回。</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>ShareRow</name>
    <message>
        <source>Share of {name}</source>
        <translation>{name} 的比例</translation>
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
        <translation>镜像预览</translation>
    </message>
    <message>
        <source>&amp;More faces</source>
        <translation>更多面孔(&amp;M)</translation>
    </message>
    <message>
        <source>Faces, look, output, numbers</source>
        <translation>面孔、外观、输出、数据</translation>
    </message>
    <message>
        <source>P&amp;icture from</source>
        <translation>画面来源(&amp;I)</translation>
    </message>
    <message>
        <source>Stan&amp;d-in face</source>
        <translation>替身面孔(&amp;D)</translation>
    </message>
    <message>
        <source>Vi&amp;rtual camera</source>
        <translation>虚拟摄像头(&amp;R)</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>虚拟摄像头</translation>
    </message>
    <message>
        <source>Fac&amp;es</source>
        <translation>面孔(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>外观(&amp;L)</translation>
    </message>
    <message>
        <source>O&amp;utput</source>
        <translation>输出(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Numbers</source>
        <translation>数据(&amp;N)</translation>
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
        <translation>{name}，百分比</translation>
    </message>
    <message>
        <source>Reset: {name}</source>
        <translation>重置：{name}</translation>
    </message>
    <message>
        <source>Back to {n} %</source>
        <translation>恢复到 {n}%</translation>
    </message>
    <message>
        <source>From “{left}” to “{right}”.</source>
        <translation>从“{left}”到“{right}”。</translation>
    </message>
</context>
<context>
    <name>SourcePicker</name>
    <message>
        <source>Picture from</source>
        <translation>画面来源</translation>
    </message>
    <message>
        <source>Demo clip</source>
        <translation>演示视频</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
</context>
<context>
    <name>StartAtLogin</name>
    <message>
        <source>Opens Understudy&apos;s window when you log in to this computer. The camera stays off until you press Start, unless you choose the next line, too.</source>
        <translation>登录这台电脑时打开 Understudy 的窗口。在你按“开始”之前，摄像头保持关闭，除非你也选择下一项。</translation>
    </message>
    <message>
        <source>Understudy lies in a folder whose name has a line break: rename it.</source>
        <translation>Understudy 所在的文件夹名称含有换行：请重命名。</translation>
    </message>
    <message>
        <source>Starting at login cannot be changed: {why}.</source>
        <translation>无法更改登录时打开的设置：{why}。</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>A woman of about 33 with medium-brown skin and long, dark, wavy hair.</source>
        <translation>约 33 岁的女性，中等棕色皮肤，深色长卷发。</translation>
    </message>
    <message>
        <source>A man of about 46 with fair skin, sandy receding hair and a day&apos;s stubble.</source>
        <translation>约 46 岁的男性，浅色皮肤，发际线后移的沙色头发，一天的胡茬。</translation>
    </message>
    <message>
        <source>A woman of about 28 with light skin, a black bob and dark eyes.</source>
        <translation>约 28 岁的女性，浅色皮肤，黑色波波头，深色眼睛。</translation>
    </message>
    <message>
        <source>A man of about 38 with deep brown skin, cropped hair and a shadow of a beard.</source>
        <translation>约 38 岁的男性，深棕色皮肤，短发，隐约的胡须。</translation>
    </message>
    <message>
        <source>A woman in her late forties with olive skin, hazel eyes and dark hair tied back.</source>
        <translation>四十多快五十岁的女性，橄榄色皮肤，淡褐色眼睛，深色头发束在脑后。</translation>
    </message>
    <message>
        <source>A man of about 30 with warm brown skin, thick black hair and light stubble.</source>
        <translation>约 30 岁的男性，暖棕色皮肤，浓密黑发，浅胡茬。</translation>
    </message>
    <message>
        <source>A woman of about 66 with fair skin, blue eyes and short silver hair.</source>
        <translation>约 66 岁的女性，浅色皮肤，蓝眼睛，银色短发。</translation>
    </message>
    <message>
        <source>A woman of about 25 with very fair, freckled skin and long copper hair.</source>
        <translation>约 25 岁的女性，非常白皙、有雀斑的皮肤，铜红色长发。</translation>
    </message>
    <message>
        <source>A woman of about 30 with deep brown skin and a short afro.</source>
        <translation>约 30 岁的女性，深棕色皮肤，短爆炸头。</translation>
    </message>
    <message>
        <source>A man of about 40 with light skin and short black hair swept back.</source>
        <translation>约 40 岁的男性，浅色皮肤，向后梳的黑色短发。</translation>
    </message>
    <message>
        <source>A man of about 35 with light olive skin, dark hair and a short full beard.</source>
        <translation>约 35 岁的男性，浅橄榄色皮肤，深色头发，短络腮胡。</translation>
    </message>
    <message>
        <source>A man of about 70 with light skin, receding white hair and a moustache.</source>
        <translation>约 70 岁的男性，浅色皮肤，发际线后移的白发，留小胡子。</translation>
    </message>
    <message>
        <source>A marble bust: plainly not a person.</source>
        <translation>大理石半身像：一看就不是真人。</translation>
    </message>
    <message>
        <source>A porcelain doll with painted lips and brows: plainly not a person.</source>
        <translation>画着嘴唇和眉毛的瓷娃娃：一看就不是真人。</translation>
    </message>
    <message>
        <source>A bronze head with a trace of verdigris: plainly not a person.</source>
        <translation>带一点铜绿的青铜头像：一看就不是真人。</translation>
    </message>
    <message>
        <source>A robot with a pale face plate and lines of light: plainly not a person.</source>
        <translation>有浅色面板和光线条纹的机器人：一看就不是真人。</translation>
    </message>
    <message>
        <source>A woman of about 55 with olive skin, her hair tied back.</source>
        <translation>约 55 岁的女性，橄榄色皮肤，头发束在脑后。</translation>
    </message>
    <message>
        <source>A man of about 30 with a short black beard.</source>
        <translation>约 30 岁的男性，黑色短胡须。</translation>
    </message>
    <message>
        <source>A man of about 22 with curly ginger hair and blue eyes.</source>
        <translation>约 22 岁的男性，姜红色卷发，蓝眼睛。</translation>
    </message>
    <message>
        <source>A woman of about 45 with dark skin and short dark-red hair.</source>
        <translation>约 45 岁的女性，深色皮肤，深红色短发。</translation>
    </message>
    <message>
        <source>An East Asian woman of about 25 with dark hair.</source>
        <translation>约 25 岁的东亚女性，深色头发。</translation>
    </message>
    <message>
        <source>A man of about 65 with a full white beard.</source>
        <translation>约 65 岁的男性，浓密的白胡子。</translation>
    </message>
    <message>
        <source>A man of about 42 with a large moustache.</source>
        <translation>约 42 岁的男性，留着大胡子。</translation>
    </message>
    <message>
        <source>A bald man of about 30 with green eyes.</source>
        <translation>约 30 岁的光头男性，绿眼睛。</translation>
    </message>
    <message>
        <source>A man of about 54 with dark skin and long locs.</source>
        <translation>约 54 岁的男性，深色皮肤，长脏辫。</translation>
    </message>
</context>
<context>
    <name>TermsDialog</name>
    <message>
        <source>Terms of use</source>
        <translation>使用条款</translation>
    </message>
    <message>
        <source>The whole licence</source>
        <translation>完整许可</translation>
    </message>
    <message>
        <source>That you agree is written down on this computer, with the date, and not sent.</source>
        <translation>你的同意会连同日期记录在这台电脑上，不会发送。</translation>
    </message>
    <message>
        <source>I &amp;agree</source>
        <translation>我同意(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
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
        <translation>配置(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Hide window</source>
        <translation>隐藏窗口(&amp;H)</translation>
    </message>
    <message>
        <source>Sho&amp;w window</source>
        <translation>显示窗口(&amp;W)</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Nothing is sent to anyone.</source>
        <translation>不向任何人发送任何内容。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Others see a plain card until your face is covered.</source>
        <translation>在你的脸被覆盖之前，别人看到的是纯色卡片。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Shielding: you asked for it</source>
        <translation>遮挡中：应你的要求</translation>
    </message>
    <message>
        <source>Others see a plain card until you resume.</source>
        <translation>在你恢复之前，别人看到的是纯色卡片。</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>已覆盖</translation>
    </message>
    <message>
        <source>Empty room</source>
        <translation>空房间</translation>
    </message>
    <message>
        <source>Nobody is seen; the room is shown.</source>
        <translation>没有人；显示房间。</translation>
    </message>
    <message>
        <source>Shielding: {why}</source>
        <translation>遮挡中：{why}</translation>
    </message>
    <message>
        <source>Nobody seen</source>
        <translation>没有看到人</translation>
    </message>
</context>
<context>
    <name>TrustStrip</name>
    <message>
        <source>Latency: from the camera&apos;s picture to the covered one, half of all frames are faster. Dropped: overtaken by a newer picture, so that you are never late.</source>
        <translation>延迟：从摄像头画面到覆盖后的画面，一半的帧更快。丢弃：被更新的画面取代，这样你不会滞后。</translation>
    </message>
    <message>
        <source>{fps:.0f} frames per second</source>
        <translation>每秒 {fps:.0f} 帧</translation>
    </message>
    <message>
        <source>{ms:.0f} ms latency</source>
        <translation>延迟 {ms:.0f} ms</translation>
    </message>
    <message>
        <source>{n} dropped</source>
        <translation>丢弃 {n}</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>暂无数据</translation>
    </message>
</context>
<context>
    <name>_People</name>
    <message numerus="yes">
        <source>%n people seen</source>
        <translation>
            <numerusform>看到 %n 人</numerusform>
        </translation>
    </message>
</context>
</TS>
