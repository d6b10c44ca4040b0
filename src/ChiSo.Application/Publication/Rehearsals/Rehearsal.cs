using ChiSo.Application.Files;
using ChiSo.Application.Json;

namespace ChiSo.Application.Publication.Rehearsals;

/// <summary>What makes a folder a rehearsal ("diễn tập"): a round played with made-up figures, apart from the installation it was copied from.</summary>
/// <param name="Unit">Code of the unit whose part people play; the others have handed in.</param>
/// <param name="Seed">What the figures were made from.</param>
public sealed record Rehearsal(string Round, string Unit, ulong Seed)
{
    private const string FileName = "rehearsal.json";

    /// <summary>Whether a folder bears the mark, readable or not.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary><c>null</c> for a folder that is none.</summary>
    /// <exception cref="System.Text.Json.JsonException">The mark can't be read: whether the folder is a rehearsal is not to be guessed.</exception>
    public static Rehearsal? In(string folder) => IsIn(folder) ? EngineJson.Read<Rehearsal>(File.ReadAllBytes(Path.Combine(folder, FileName))) : null;

    /// <summary>Marks a folder, before anything else is in it.</summary>
    internal void Mark(string folder)
    {
        OwnFolder.Make(folder);
        File.WriteAllBytes(Path.Combine(folder, FileName), EngineJson.ToBytes(this));
    }
}
