// SPDX-License-Identifier: Apache-2.0

import CMicroHTTPD
import Glibc

// All run on the polling thread. `context` is the RequestDispatcher that DaemonHandle keeps alive.

/// The access handler: called when the head of a request is there, for each piece of its body, and
/// at its end, when the answer is due.
///
/// What the library keeps per request holds no pointer but 1 + the bytes of the body so far.
func receiveRequest(
    context: UnsafeMutableRawPointer?,
    connection: OpaquePointer?,
    url: UnsafePointer<CChar>?,
    method: UnsafePointer<CChar>?,
    version: UnsafePointer<CChar>?,
    body: UnsafePointer<CChar>?,
    bodyCount: UnsafeMutablePointer<Int>?,
    progress: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let dispatcher = unsafe dispatcher(context), let connection = unsafe connection,
        let url = unsafe url, let method = unsafe method, let bodyCount = unsafe bodyCount,
        let progress = unsafe progress
    else { return .NO }
    let incoming = unsafe IncomingRequest(connection: connection)
    guard let received = unsafe progress.pointee.map({ UInt(bitPattern: $0) }) else {
        unsafe progress.pointee = UnsafeMutableRawPointer(bitPattern: 1)
        guard incoming.declaredBodyBytes <= UInt64(dispatcher.bodyLimitBytes) else {
            return incoming.send(
                .problem(
                    .contentTooLarge,
                    "Requests need no body.",
                    headers: [("Connection", "close")]
                ),
                dispatcher
            )
        }
        return .YES
    }
    let pending = unsafe UInt(bodyCount.pointee)
    guard pending == 0 else {
        unsafe bodyCount.pointee = 0
        unsafe progress.pointee = UnsafeMutableRawPointer(bitPattern: received + pending)
        return received + pending - 1 <= UInt(dispatcher.bodyLimitBytes) ? .YES : .NO
    }
    let request = unsafe incoming.request(
        method: String(cString: method),
        path: String(cString: url)
    )
    return incoming.send(dispatcher.answer(request, from: incoming.address), dispatcher)
}

/// An answer was sent, or its connection broke.
func completeRequest(
    context: UnsafeMutableRawPointer?,
    connection: OpaquePointer?,
    progress: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    code: MHD_RequestTerminationCode
) {
    guard let dispatcher = unsafe dispatcher(context), let connection = unsafe connection
    else { return }
    let descriptor = unsafe IncomingRequest(connection: connection).descriptor
    dispatcher.endStream(
        of: descriptor,
        isTimeout: code == .REQUEST_TERMINATED_TIMEOUT_REACHED
    )
    dispatcher.restartDeadline(of: descriptor)
}

/// A client wants to connect.
func acceptClient(
    context: UnsafeMutableRawPointer?,
    address: UnsafePointer<sockaddr>?,
    length: socklen_t
) -> MHD_Result {
    guard let dispatcher = unsafe dispatcher(context) else { return .NO }
    var bytes = InlineArray<16, UInt8>(repeating: 0)
    // Sound: the function writes 16 bytes.
    unsafe withUnsafeMutableBytes(of: &bytes) { bytes in
        let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe streamgauge_address(address, start)
    }
    return dispatcher.accepts(ClientAddress(bytes)) ? .YES : .NO
}

/// A connection begins or is about to be closed.
func notifyConnection(
    context: UnsafeMutableRawPointer?,
    connection: OpaquePointer?,
    socketContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    code: MHD_ConnectionNotificationCode
) {
    guard let dispatcher = unsafe dispatcher(context), let connection = unsafe connection
    else { return }
    let incoming = unsafe IncomingRequest(connection: connection)
    switch code {
    case .CONNECTION_NOTIFY_STARTED:
        dispatcher.connect(incoming.descriptor, from: incoming.address)
        guard let credentials = dispatcher.credentials else { return }
        incoming.encrypt(with: credentials)
        unsafe socketContext?.pointee = Unmanaged.passRetained(credentials).toOpaque()
    default:
        // Sound: what was retained when the connection began, given back once.
        let credentials = unsafe socketContext?.pointee.map {
            unsafe Unmanaged<TLSCredentials>.fromOpaque($0).takeRetainedValue()
        }
        dispatcher.disconnect(incoming.descriptor, from: incoming.address, credentials)
    }
}

/// Leaves percent signs as they are: a decoded NUL would end the path early.
func leaveEscaped(
    context: UnsafeMutableRawPointer?,
    connection: OpaquePointer?,
    text: UnsafeMutablePointer<CChar>?
) -> Int {
    unsafe text.map { unsafe String(cString: $0).utf8.count } ?? 0
}

private func dispatcher(_ context: UnsafeMutableRawPointer?) -> RequestDispatcher? {
    unsafe context.map {
        unsafe Unmanaged<RequestDispatcher>.fromOpaque($0).takeUnretainedValue()
    }
}
