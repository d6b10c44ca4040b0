using System.Collections.Immutable;
using System.Text.Json;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Application.Surveys.Sampling;

/// <summary>How the people of a frame are found, apart from the frame itself: it is forgotten before the frame is.</summary>
internal static class FrameContacts
{
    /// <returns>JSON; empty where nothing is known of anybody.</returns>
    public static string Write(IEnumerable<Invitee> people)
    {
        ImmutableArray<Found> found = [.. people.Where(one => one.Whereabouts is not null).OrderBy(one => one.Unit, StringComparer.Ordinal).ThenBy(one => one.Reference, StringComparer.Ordinal).Select(one => new Found(one.Unit, one.Reference, one.Whereabouts!))]; // not null, just above
        return found.IsEmpty ? "" : JsonSerializer.Serialize(found);
    }

    /// <summary>What a frame tells once lists of the same people have come again: see <see cref="Whereabouts.Over"/>.</summary>
    public static string Over(string before, ImmutableArray<Invitee> people)
    {
        var known = Read(before);
        return Write(people.Select(one => one with { Whereabouts = one.Whereabouts?.Over(known.GetValueOrDefault((one.Unit, one.Reference))) ?? known.GetValueOrDefault((one.Unit, one.Reference)) }));
    }

    /// <summary>By unit and id.</summary>
    public static IReadOnlyDictionary<(string Unit, string Id), Whereabouts> Read(string written) => written.Length == 0 ? ImmutableDictionary<(string, string), Whereabouts>.Empty
        : JsonSerializer.Deserialize<ImmutableArray<Found>>(written).ToDictionary(one => (one.Unit, one.Id), one => one.Whereabouts);

    private sealed record Found(string Unit, string Id, Whereabouts Whereabouts);
}
