namespace ChiSo.Application.Backups;

/// <summary>The names an entry of a backup may have. Nothing else is ever unpacked, so no entry can lead out of its folder.</summary>
internal static class BackupEntries
{
    public const string Data = "chiso.db";
    public const string Answers = "answers.db";
    public const string Checkpoints = "checkpoints.jsonl";
    public const string Key = "audit.key";
    public const string PublicKey = "audit.pub";
    public const string Evidence = "files";

    private const int HashLength = 64;

    public static bool IsKnown(string name) => name is Data or Answers or Checkpoints or Key or PublicKey || EvidenceHash(name) is not null;

    /// <summary>The hash an evidence file is named by; <c>null</c> for every other entry.</summary>
    public static string? EvidenceHash(string name) =>
        name.Split('/') is [Evidence, { Length: 2 } start, { Length: HashLength } hash] && hash.All(char.IsAsciiHexDigitLower) && hash.StartsWith(start, StringComparison.Ordinal) ? hash : null;
}
