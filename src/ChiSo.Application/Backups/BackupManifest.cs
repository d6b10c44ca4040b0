using System.Collections.Immutable;
using ChiSo.Application.Audit;

namespace ChiSo.Application.Backups;

/// <summary>What a backup says of itself, in its entry <see cref="EntryName"/>.</summary>
/// <param name="Format">Version of the archive's layout; see <see cref="KnownFormat"/>.</param>
/// <param name="Version">The version of ChiSo that wrote it.</param>
/// <param name="At">When the snapshot was begun, UTC.</param>
/// <param name="Database">Kind of the database it was taken of, <see cref="Embedded"/> or <see cref="Server"/>; the data in it has the embedded form either way.</param>
/// <param name="Files">Every other entry.</param>
/// <param name="Rows">Rows of each table, by file and table.</param>
/// <param name="Heads">Where each chain of the trail stood in the snapshot.</param>
public sealed record BackupManifest(
    int Format, string Version, DateTime At, string Database, ImmutableArray<BackedUpFile> Files, ImmutableArray<TableCount> Rows, ImmutableArray<ChainHead> Heads)
{
    public const int KnownFormat = 1;

    public const string EntryName = "manifest.json";

    public const string Embedded = "sqlite";

    public const string Server = "postgresql";

    /// <summary>Whether the files of evidence are in it; a copy from before a migration leaves them where they are.</summary>
    public bool HasEvidence { get; init; } = true;
}

/// <summary>One entry of a backup.</summary>
/// <param name="Length">In bytes, unpacked.</param>
/// <param name="Sha256">In small hex.</param>
public sealed record BackedUpFile(string Name, long Length, string Sha256);

/// <summary>How many rows a table had.</summary>
public sealed record TableCount(string File, string Table, long Rows);
