namespace ChiSo.Application.Files;

/// <summary>A file that one process holds at a time. The system frees it when its holder ends, however that ends; the empty file stays.</summary>
public sealed class HeldFile : IDisposable
{
    private readonly FileStream held;

    private HeldFile(FileStream held) => this.held = held;

    /// <returns><c>null</c> while another holds it.</returns>
    public static HeldFile? TryTake(string path)
    {
        try
        {
            return new(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException other) when (IsSharingViolation(other))
        {
            return null;
        }
    }

    public void Dispose() => held.Dispose();

    /// <summary>Another handle holds the file: <c>EAGAIN</c> of Linux and of macOS, Windows' sharing violation.</summary>
    private static bool IsSharingViolation(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020);
}
