using System.Data.Common;
using System.Globalization;
using ChiSo.Engine;

namespace ChiSo.Cli.Terminal;

/// <summary>What went wrong outside the input, as a problem somebody can act on. A stack trace is never shown; a fault of the program leaves it in a file.</summary>
internal static class Faults
{
    public static (Problem Problem, ExitCode Code) Explain(Exception exception, TimeProvider clock)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            switch (at)
            {
                case OperationCanceledException:
                    return (Interrupted(), ExitCode.Interrupted);
                case FileNotFoundException { FileName: { } assembly } when IsAssembly(assembly):
                    return (Incomplete(assembly), ExitCode.Environment);
                case FileLoadException or BadImageFormatException or DllNotFoundException:
                    return (Incomplete(at.Message), ExitCode.Environment);
                case DbException:
                    return (Database(at.Message), ExitCode.Environment);
                case IOException or UnauthorizedAccessException:
                    return (Disk(at.Message), ExitCode.Environment);
                case System.Net.Sockets.SocketException:
                    return (Network(at.Message), ExitCode.Environment);
                default:
                    break;
            }
        }

        return (Fault(exception, clock), ExitCode.Fault);
    }

    private static bool IsAssembly(string file) => file.Contains(", Version=", StringComparison.Ordinal);

    private static Problem Incomplete(string part) => new("cli.incomplete", "chiso",
        new($"Bản cài đặt thiếu hoặc hỏng một phần: {part}", $"A part of the installation is missing or broken: {part}"),
        new("Cài lại chương trình; dữ liệu không bị ảnh hưởng.", "Install the program again; data is not touched."));

    private static Problem Interrupted() => new("cli.interrupted", "chiso",
        new("Đã dừng theo yêu cầu; phần chưa xong không được ghi.", "Stopped as asked; what was not finished has not been written."),
        new("Chạy lại lệnh khi cần.", "Run the command again when needed."));

    private static Problem Database(string message) => new("cli.database", "--database",
        new($"Cơ sở dữ liệu không trả lời như mong đợi: {message}", $"The database does not answer as expected: {message}"),
        new("Kiểm tra chuỗi kết nối, quyền ghi và chạy chiso migrate.", "Check the connection, the right to write, and run chiso migrate."));

    private static Problem Disk(string message) => new("cli.disk", "chiso",
        new($"Không đọc hoặc ghi được tệp: {message}", $"A file can't be read or written: {message}"),
        new("Kiểm tra đường dẫn, quyền truy cập và dung lượng còn trống.", "Check the path, the permissions and the free space."));

    private static Problem Network(string message) => new("cli.network", "--urls",
        new($"Không mở được cổng mạng: {message}", $"The network port can't be used: {message}"),
        new("Chọn cổng khác bằng --urls.", "Choose another port with --urls."));

    private static Problem Fault(Exception exception, TimeProvider clock)
    {
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var file = Path.Combine(Path.GetTempPath(), $"chiso-fault-{stamp}.txt");
        File.WriteAllText(file, exception.ToString());
        return new("cli.fault", "chiso",
            new($"Chương trình gặp lỗi của chính nó ({exception.GetType().Name}). Dữ liệu không bị ghi dở.", $"A fault of the program itself ({exception.GetType().Name}). Nothing is half-written."),
            new($"Gửi tệp {file} cho nhóm phát triển.", $"Send the file {file} to the developers."));
    }
}
