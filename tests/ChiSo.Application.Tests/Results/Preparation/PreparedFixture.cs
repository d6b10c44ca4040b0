using ChiSo.Application.Audit;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>An installation with the sample of Cần Thơ in it, frozen, and a round of the year after made from it.</summary>
internal sealed class PreparedFixture : IDisposable
{
    public const string Last = "can-tho-2023";
    public const string Code = "can-tho-2024";
    public const string Block = "departments";

    private PreparedFixture(TestInstallation test) => Test = test;

    public static NextRound Next { get; } = new(Code, Words.Same("Kỳ 2024"), "2024", new(2024, 1, 1), new(2024, 12, 31), Words.Same(""), "thử");

    public TestInstallation Test { get; }

    public RoundPreparation Preparation => Test.Installation.Preparation;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<PreparedFixture> NewAsync(Kind kind, PostgresServer postgres, Guid? drafter = null)
    {
        var fixture = new PreparedFixture(await TestInstallation.NewAsync(kind, postgres));
        Must(await fixture.Test.Installation.Rounds.ImportAsync(SampleRound.CanTho, By(), Cancel));
        Must(await fixture.Test.Installation.Freezing.FreezeAsync(Last, By(), Cancel));
        Must(await fixture.Preparation.RollOverAsync(Last, Next, By(drafter), Cancel)).ShouldBe(Code);
        return fixture;
    }

    public static Change By(Guid? person = null) => new(person ?? Guid.CreateVersion7(), Guid.Empty, TimeProvider.System.GetUtcNow().UtcDateTime, "thử");

    public static T Must<T>(Result<T> result)
    {
        result.Problems.ShouldBeEmpty();
        result.TryGet(out var value).ShouldBeTrue();
        return value!; // asserted just above
    }

    public async Task<RoundDocument> RoundAsync() => (await Preparation.FindAsync(Code, Cancel)).ShouldNotBeNull().Round;

    /// <summary>Publishes the set of every block that isn't published yet, as two other people.</summary>
    public async Task PublishAsync()
    {
        foreach (var set in (await Test.Installation.SetPublishing.ListAsync(Code, Cancel)).Where(set => set.Standing != SetStanding.Published))
        {
            Must(await Test.Installation.SetPublishing.ProposeAsync(Code, set.Block.Code, set.Hash, By(), Cancel));
            Must(await Test.Installation.SetPublishing.PublishAsync(Code, set.Block.Code, set.Hash, By(), Cancel));
        }
    }

    public async Task<UploadPlan> SendAsync(string name, Action<Stream> write, string round = "")
    {
        using var file = new MemoryStream();
        write(file);
        file.Position = 0;
        return (await Preparation.PlanAsync(Must(await Preparation.LayInAsync(file, name, round, By(), Cancel)), Cancel)).ShouldNotBeNull();
    }

    public async Task<Result<string>> TakeAsync(UploadPlan plan) => await Preparation.TakeInAsync(plan.Upload.Id, plan.Seen, By(), Cancel);

    public void Dispose() => Test.Dispose();
}

/// <summary>Records with lists in them, compared by what they are written as.</summary>
internal sealed class AsText<T> : IEqualityComparer<T>
{
    public bool Equals(T? x, T? y) => Json.EngineJson.ToText(x) == Json.EngineJson.ToText(y);

    public int GetHashCode(T obj) => System.Text.Encoding.UTF8.GetByteCount(Json.EngineJson.ToText(obj));
}
