using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys;

/// <summary>Who of the people asked has answered; the weights of the others go to those like them who did.</summary>
/// <param name="Responded">A column: 1 for who answered, 0 for who did not.</param>
/// <param name="Cells">A column of groups of people alike; <c>null</c> for one group.</param>
public sealed record NonResponseColumns(string Responded, string? Cells = null);

/// <summary>How replicates are made; see <c>docs/method/survey-estimates.md</c>.</summary>
public enum ReplicateMethod
{
    /// <summary>The jackknife of a sample without strata.</summary>
    Jk1,

    /// <summary>The jackknife inside strata.</summary>
    Jkn,

    /// <summary>Balanced half samples of pairs.</summary>
    Brr,

    /// <summary>Rao and Wu's bootstrap.</summary>
    Bootstrap,
}

/// <param name="Fay">For BRR: what the lowered unit of a pair keeps, in [0, 1).</param>
/// <param name="Count">For the bootstrap: replicates, 2 or more; <c>null</c> elsewhere, where they follow from the design.</param>
/// <param name="Seed">For the bootstrap: the same seed draws the same replicates.</param>
/// <param name="Centre">What the estimates of the replicates are compared with.</param>
public sealed record WantedReplicates(ReplicateMethod Method, double Fay = 0, int? Count = null, ulong? Seed = null, ReplicateCentre Centre = ReplicateCentre.Mean)
{
    internal IEnumerable<Words> Faults()
    {
        if (Fay is not (>= 0 and < 1))
            yield return new("\"fay\" phải từ 0 đến dưới 1", "\"fay\" lies between 0 and 1, without 1");
        if (Fay != 0 && Method != ReplicateMethod.Brr)
            yield return new("\"fay\" chỉ dùng với phương pháp brr", "\"fay\" goes with the method brr alone");
        if (Method == ReplicateMethod.Bootstrap)
        {
            if (Count is not >= 2)
                yield return new("bootstrap cần \"count\" từ 2 trở lên", "the bootstrap needs a \"count\" of 2 or more");
            if (Seed is null)
                yield return new("bootstrap cần \"seed\" để làm lại được", "the bootstrap needs a \"seed\" to be repeatable");
        }
        else if (Count is not null || Seed is not null)
        {
            yield return new("\"count\" và \"seed\" chỉ dùng với phương pháp bootstrap", "\"count\" and \"seed\" go with the method bootstrap alone");
        }
    }

    internal Result<Replicates> Of(SurveyDesign drawn) => Method switch
    {
        ReplicateMethod.Jk1 => Jackknife.Unstratified(drawn),
        ReplicateMethod.Jkn => Jackknife.Stratified(drawn),
        ReplicateMethod.Brr => BalancedReplicates.Create(drawn, Fay),
        _ => Bootstrap.RaoWu(drawn, Count!.Value, Seed!.Value), // both are there: Faults
    };
}
