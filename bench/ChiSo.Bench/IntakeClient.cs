using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChiSo.Bench;

/// <summary>One person after the other on a kept connection: plain bytes, so that the client takes little of the two cores.</summary>
internal sealed class IntakeClient : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[256 * 1024];
    private readonly string survey;
    private readonly string answers;

    private IntakeClient(string survey, int questions)
    {
        this.survey = survey;
        answers = string.Concat(Enumerable.Range(1, questions).Select(number => string.Create(CultureInfo.InvariantCulture, $"&a.q{number}={1 + (number % 5)}")));
    }

    public static async Task<IntakeClient> ConnectAsync(int port, string survey, int questions)
    {
        var client = new IntakeClient(survey, questions);
        await client.socket.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    /// <exception cref="InvalidOperationException">The server said anything but that the answers are there.</exception>
    public async Task AnswerAsync(string key, IntakeSteps steps)
    {
        await AskAsync($"GET /s/{survey}?k={key} HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200", key);
        var stamp = "";
        if (steps == IntakeSteps.Three)
        {
            await AskAsync(Post($"do=begin&k={key}&l="), "HTTP/1.1 200", "a.q30");
            stamp = Stamp();
        }

        await AskAsync(Post($"do=send&k={key}&l={answers}&t={stamp}"), "HTTP/1.1 302", "done=true");
    }

    public void Dispose() => socket.Dispose();

    /// <summary>When answering began, as the page just shown carries it.</summary>
    private string Stamp()
    {
        var field = "name=\"t\" value=\""u8;
        var rest = buffer.AsSpan(buffer.AsSpan().IndexOf(field) + field.Length);
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'"')]);
    }

    private string Post(string body) => string.Create(CultureInfo.InvariantCulture, $"POST /s/{survey} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    private async Task AskAsync(string request, string status, string held)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        var length = 0;
        do
        {
            var got = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (got == 0)
                throw new InvalidOperationException("The server hung up.");
            length += got;
        }
        while (!IsWhole(buffer.AsSpan(0, length)));

        var answer = buffer.AsSpan(0, length);
        if (!answer.StartsWith(Encoding.ASCII.GetBytes(status)) || answer.IndexOf(Encoding.ASCII.GetBytes(held)) < 0)
            throw new InvalidOperationException(Encoding.UTF8.GetString(answer));
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        var length = answer[..head].IndexOf("Content-Length: "u8);
        if (length < 0)
            return answer.EndsWith("0\r\n\r\n"u8); // in pieces, the last of which is empty
        var digits = answer[(length + 16)..head];
        var end = digits.IndexOf((byte)'\r');
        return answer.Length - head - 4 >= int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }
}
