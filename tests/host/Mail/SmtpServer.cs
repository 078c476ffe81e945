using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OcrWorkflows.Host.Tests.Mail;

/// <summary>A mail server on loopback, as far as RFC 5321 needs it to take a mail.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public SmtpServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Receivers and text of each mail taken, in order.</summary>
    public ConcurrentQueue<(string To, string Text)> Taken { get; } = new();

    /// <summary>What it answers to a receiver.</summary>
    public string OnReceiver { get; set; } = "250 fine";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.UTF8);
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
                await TalkAsync(reader, writer);
            }
        }
        catch (Exception failure) when (_stop.IsCancellationRequested && failure is OperationCanceledException or SocketException or IOException)
        {
            return;
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        var receiver = "";
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                case "HELO":
                case "MAIL":
                case "RSET":
                    await writer.WriteLineAsync("250 fine");
                    break;
                case "RCPT":
                    receiver = line;
                    await writer.WriteLineAsync(OnReceiver);
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    Taken.Enqueue((receiver, await TextAsync(reader)));
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("502 not here");
                    break;
            }
        }
    }

    private async Task<string> TextAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            text.AppendLine(line.StartsWith('.') ? line[1..] : line);
        }

        return text.ToString();
    }
}
