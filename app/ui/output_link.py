"""Between the outputs and what the window shows of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.errors import SinkError, disk_full
from app.pipeline.finish.options import FinishOptions
from app.pipeline.sinks.page import is_token, new_token
from app.pipeline.stats import Snapshot
from app.ui.banner import Banner
from app.ui.controller import Controller, Phase
from app.ui.outputs import STREAMS, Output, recordings_folder, remembered_specs
from app.ui.preferences import Preferences
from app.ui.side import Side


class OutputLink(QObject):
    """Tells the panel "Output" and the virtual camera's switch what is so, and the controller and
    the settings what the user wants.

    Args:
        parent: The window; it must outlive this.
    """

    def __init__(
        self,
        controller: Controller,
        preferences: Preferences,
        side: Side,
        banner: Banner,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._outputs = controller.outputs
        self._preferences = preferences
        self._side = side
        self._panel = panel = side.output
        self._banner = banner
        panel.finish.show_options(controller.finish_options)
        panel.stream.setText(preferences.settings.stream)
        if not is_token(preferences.settings.page_token):
            # Kept: OBS finds the page again tomorrow.
            preferences.change(page_token=new_token())
        self._outputs.page_token = preferences.settings.page_token
        panel.finish.changed.connect(self._on_finish)
        controller.finish_changed.connect(self._on_finish_refused)
        panel.switched.connect(self._switch)
        panel.folder_wanted.connect(self._ask_for_folder)
        panel.open_folder_wanted.connect(self._open_folder)
        panel.stream_changed.connect(self._on_stream)
        panel.copied.connect(self._on_copied)
        panel.show_delay(preferences.settings.delay)
        self._outputs.set_delay(preferences.settings.delay)
        panel.delay_chosen.connect(self._on_delay)
        self._outputs.changed.connect(self._show)
        controller.phase_changed.connect(self.show_all)
        controller.polled.connect(self._on_polled)
        self.show_all()

    def show_all(self) -> None:
        """Every output as it is."""
        for output in Output:
            self._show(output)
        if self._controller.phase is not Phase.RUNNING:
            self._panel.show_latency(None)

    def apply(self, options: FinishOptions) -> None:
        """Takes and shows what a profile keeps."""
        self._controller.set_finish_options(options)
        self._panel.finish.show_options(options)

    # -- what is so ---------------------------------------------------------------------------

    def _show(self, output: Output) -> None:
        on = self._outputs.on(output)
        if output is Output.CAMERA:
            self._preferences.change(virtual_camera_on=on)
            self._side.virtual_camera.setChecked(on)
            self._side.virtual_camera_state.setText(self._camera_words(on))
            return
        row = self._panel.rows[output]
        row.show_on(on)
        row.tell(self._words(output, on))
        if output is Output.PAGE:
            self._preferences.change(outputs=(output.value,) if on else ())
            self._panel.show_address(self._outputs.status(output).address)

    def _camera_words(self, on: bool) -> str:
        if not on:
            return self.tr("Off: only you see the preview.")
        place = self._outputs.place(Output.CAMERA)
        if place is not None and self._outputs.status(Output.CAMERA).trouble:
            return self.tr("“{name}” has gone: it is waited for.").format(name=place)
        if place is not None:
            return self.tr("On: calls can choose “{name}”.").format(name=place)
        return self._waiting()

    def _waiting(self) -> str:
        if self._controller.phase is Phase.STOPPED:
            return self.tr("Opens when you press Start.")
        return self.tr("Opening…")

    def _words(self, output: Output, on: bool) -> str:
        place = self._outputs.place(output)
        if output is Output.RECORDING:
            folder = recordings_folder(self._preferences.settings)
            if not on:
                return self.tr("Into the folder “{folder}”, without sound.").format(
                    folder=folder.name
                )
            if place is not None:
                return self.tr("Recording into “{file}”, without sound.").format(file=place)
        elif output is Output.STREAM:
            if not on:
                return self.tr("Off. Write the address of your service below.")
            if place is not None:
                return self._stream_words()
        else:
            if not on:
                return self.tr("Off. In OBS, add a browser source with the page's address.")
            if place is not None:
                clients = self._outputs.status(output).clients
                if clients:
                    return self.tr("On: %n program(s) on this computer look at it.", "", clients)
                return self.tr("On. Copy its address into OBS's browser source.")
        return self._waiting()

    def _stream_words(self) -> str:
        status = self._outputs.status(Output.STREAM)
        if status.trouble:
            return self.tr("Not connected: {why}. It tries again by itself.").format(
                why=status.trouble
            )
        if status.connected is False:
            return self.tr("Connecting to {place}…").format(place=status.address)
        return self.tr("Streaming to {place}, without sound.").format(place=status.address)

    def _on_polled(self, snapshot: Snapshot) -> None:
        # Of the virtual camera where it is on: a recording's sound is not the call's.
        delay = self._preferences.settings.delay
        self._panel.show_latency(snapshot.microphone_delay([Output.CAMERA.value], delay))

    # -- what the user wants ------------------------------------------------------------------

    def _switch(self, output: Output, on: bool) -> None:
        if on and output is Output.RECORDING and not self._make_folder():
            self._show(output)
            return
        if on and output is Output.STREAM and not self._preferences.settings.stream:
            self._banner.note(self.tr("Write the address of your service first."))
            self._panel.stream.setFocus()
            self._show(output)
            return
        if on and output is Output.STREAM and not self._is_address(self._panel.stream.text()):
            # What the field shows was refused: an older address is not what is meant.
            self._refuse_address()
            self._show(output)
            return
        self._take_specs()
        self._outputs.switch(output, on)

    def _make_folder(self) -> bool:
        folder = recordings_folder(self._preferences.settings)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._controller.failed.emit(
                SinkError(
                    f"the folder '{folder}' cannot be made: {error.strerror}; choose another",
                    kind=disk_full(error),
                )
            )
            return False
        return True

    def _take_specs(self) -> None:
        for output, spec in remembered_specs(self._preferences.settings).items():
            if output is not Output.CAMERA:
                self._outputs.set_spec(output, spec)

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self._panel.window(), self.tr("A folder for recordings"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.take_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()  # not exec: the preview goes on behind it

    def take_folder(self, folder: str) -> None:
        """Recordings go there from the next one on."""
        self._preferences.change(recordings=Path(folder))
        if not self._outputs.on(Output.RECORDING):
            self._take_specs()
        self._show(Output.RECORDING)

    def _open_folder(self) -> None:
        if self._make_folder():
            folder = recordings_folder(self._preferences.settings)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _on_stream(self, address: str) -> None:
        if address == self._preferences.settings.stream:
            return
        if address and not self._is_address(address):
            self._refuse_address()
            return
        self._preferences.change(stream=address)
        if address:
            self._take_specs()
        else:
            self._outputs.switch(Output.STREAM, False)

    @staticmethod
    def _is_address(text: str) -> bool:
        return text.strip().startswith(STREAMS)

    def _refuse_address(self) -> None:
        # Not repeated: it may be a key, and the screen may be shared.
        text = self.tr("A stream's address begins with one of {beginnings}")
        self._banner.note(text.format(beginnings=", ".join(STREAMS)))
        self._panel.stream.setFocus()

    def _on_delay(self, seconds: float) -> None:
        self._preferences.change(delay=seconds)
        self._outputs.set_delay(seconds)

    def _on_copied(self) -> None:
        self._banner.note(self.tr("The page's address is in the clipboard."))

    def _on_finish(self, options: FinishOptions) -> None:
        self._preferences.change(finish=options)
        self._controller.set_finish_options(options)

    def _on_finish_refused(self) -> None:
        options = self._controller.finish_options
        self._preferences.change(finish=options)
        self._panel.finish.show_options(options)
